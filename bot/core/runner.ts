import { randomUUID } from 'node:crypto'
import type { Update } from 'grammy/types'
import type { Log } from '../../backend/core/log.ts'
import { takeInHand, type Hand } from './hand.ts'
import type { Claimed, Inbox } from './inbox.ts'
import { describe, troubleOf, type Trouble } from './trouble.ts'

export interface RunnerLimits {
  /** Chats handled at the same time. */
  chats: number
  /** Tries of an update that fails by its own fault. */
  tries: number
  /** How long one try may take before the update is parked: its chat waits behind it. */
  handle_ms: number
  lease_ms: number
  /** How often the inbox is looked at for what other instances have put there. */
  look_ms: number
  /** How long an update is tried again while Telegram or the database is out of reach. */
  outage_ms: number
  /** How long a process that polls Telegram keeps that part to itself without renewing it. */
  lead_ms: number
}

export const RUNNER_LIMITS: RunnerLimits = {
  chats: 16,
  tries: 3,
  handle_ms: 9500,
  lease_ms: 60_000,
  look_ms: 500,
  outage_ms: 30 * 60_000,
  lead_ms: 16_000,
}

interface RunnerParts {
  inbox: Inbox
  now: () => string
  log: Log
  handle: (update: Update, hand: Hand) => Promise<void>
  /** Tells the person, if it can, that their update was given up. */
  apologise: (update: Update) => Promise<void>
  limits: RunnerLimits
}

/** Handles the inbox: in order within a chat, chats side by side. */
export function startRunner({ inbox, now, log, handle, apologise, limits }: RunnerParts) {
  const lease = randomUUID()
  const atWork = new Set<Promise<void>>()
  const later = new Set<NodeJS.Timeout>()
  let filling: Promise<void> | undefined
  let again = false
  const ending = new AbortController()
  const inMs = (ms: number) => new Date(Date.parse(now()) + ms).toISOString()

  function wake() {
    again = true
    filling ??= fill().finally(() => {
      filling = undefined
    })
  }

  async function fill() {
    while (again && !ending.signal.aborted && atWork.size < limits.chats) {
      again = false
      const most = limits.chats - atWork.size
      try {
        const claimed = await inbox.claim({ lease, most, now: now(), until: inMs(limits.lease_ms) })
        for (const row of claimed) start(row)
      } catch (error) {
        log.warn({ err: error }, 'the inbox could not be read')
      }
    }
  }

  function start(row: Claimed) {
    const work = run(row)
      .catch((error: unknown) => log.warn({ err: error, update_id: row.update_id }, 'an update stays for another try'))
      .finally(() => {
        atWork.delete(work)
        wake()
      })
    atWork.add(work)
  }

  async function run(row: Claimed) {
    const claim = { lease, update_id: row.update_id }
    const update = JSON.parse(row.body) as Update
    if (row.attempt > limits.tries) return giveUp(row, update, 'the process ended each time it was handled')
    const hand = takeInHand({ bot_id: inbox.bot_id, update_id: row.update_id, at: row.received_at })
    try {
      if (!(await inTime(handle(update, hand), limits.handle_ms))) return giveUp(row, update, 'it took too long')
    } catch (thrown) {
      const error = hand.broken ?? thrown
      const trouble = troubleOf(error)
      if (trouble.kind !== 'unreachable') return setAside(row, update, trouble, error)
    }
    await inbox.finish(claim, hand.kept.values(), now())
  }

  async function setAside(row: Claimed, update: Update, trouble: Trouble, error: unknown) {
    const { update_id } = row
    log.warn({ error: describe(error), update_id, attempt: row.attempt }, 'an update could not be handled')
    const age = Date.parse(now()) - Date.parse(row.received_at)
    const out = trouble.kind === 'outage'
    if (out ? age > limits.outage_ms : row.attempt >= limits.tries) return giveUp(row, update, describe(error))
    const ms = out ? (trouble.after_ms ?? Math.min(Math.max(age / 2, 500), 30_000)) : row.attempt * 300
    const attempt = out ? row.attempt - 1 : row.attempt
    await inbox.postpone({ lease, update_id }, { until: inMs(ms), attempt, error: describe(error) })
    const timer = setTimeout(() => {
      later.delete(timer)
      wake()
    }, ms + 5)
    later.add(timer)
  }

  async function giveUp({ update_id }: Claimed, update: Update, error: string) {
    await inbox.park({ lease, update_id }, error)
    log.error({ update_id, error }, 'an update was given up')
    await inTime(apologise(update), limits.handle_ms).catch(() => undefined)
  }

  const timer = setInterval(wake, limits.look_ms)
  wake()

  return {
    wake,
    /** Takes nothing new and waits for what is in hand. */
    async stop() {
      ending.abort()
      clearInterval(timer)
      for (const one of later) clearTimeout(one)
      await filling
      await Promise.all(atWork)
    },
  }
}

/** Whether the work ended in time. */
async function inTime(work: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false)
  })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}
