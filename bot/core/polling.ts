import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { GrammyError, type Api } from 'grammy'
import type { Database } from '../../backend/core/database.ts'
import { dropLease, holdLease } from '../../backend/core/leases.ts'
import type { Log } from '../../backend/core/log.ts'
import type { Inbox } from './inbox.ts'
import { ALLOWED_UPDATES } from './updates.ts'

/** How long Telegram may hold a question: shorter where another instance waits to take over. */
const HOLD_SECONDS = { sqlite: 25, postgres: 8 } as const

/** grammY's types name the signal of an older package; Node's own is what it gets. */
type GrammySignal = AbortSignal & Parameters<Api['getUpdates']>[1]

interface PollingParts {
  /** Patient enough for a long poll. */
  api: Api
  database: Database
  inbox: Inbox
  now: () => string
  log: Log
  wake: () => void
  tell: (state: string) => void
  /** How long after its end the part of a killed poller is free. */
  lead_ms: number
}

/** Asks Telegram for updates. An update is committed before the offset moves over it, so a killed process gets it again. */
export function startPolling(parts: PollingParts) {
  const owner = randomUUID()
  const name = `poller:${parts.inbox.bot_id}`
  const ending = new AbortController()
  const { signal } = ending
  const running = run()

  async function run() {
    let offset = 0
    let hold = 0
    let failures = 0
    while (!signal.aborted) {
      try {
        if (!(await leads())) {
          parts.tell('standing by')
          await pause(parts.lead_ms / 5)
          continue
        }
        offset = await pollOnce(offset, hold)
        parts.tell('polling')
        hold = HOLD_SECONDS[parts.database.engine]
        failures = 0
      } catch (error) {
        if (signal.aborted) return
        failures++
        const { state, ms } = setback(error, failures)
        parts.tell(state)
        parts.log.warn({ err: error }, 'Telegram could not be asked for updates')
        await pause(ms)
      }
    }
  }

  async function pollOnce(offset: number, timeout: number): Promise<number> {
    const options = { offset, timeout, limit: 100, allowed_updates: ALLOWED_UPDATES }
    const updates = await parts.api.getUpdates(options, signal as GrammySignal)
    await parts.inbox.keep(updates, parts.now())
    if (updates.length > 0) parts.wake()
    return updates.reduce((next, { update_id }) => Math.max(next, update_id + 1), offset)
  }

  /** On SQLite there is one process; on Postgres one of several polls, and another takes over when it is gone. */
  function leads(): Promise<boolean> {
    if (parts.database.engine === 'sqlite') return Promise.resolve(true)
    return holdLease(parts.database, { name, owner, now: parts.now(), ms: parts.lead_ms })
  }

  async function pause(ms: number) {
    await sleep(ms, undefined, { signal }).catch(() => undefined)
  }

  return {
    async stop() {
      ending.abort()
      await running
      if (parts.database.engine === 'postgres') await dropLease(parts.database, name, owner)
    },
  }
}

function setback(error: unknown, failures: number): { state: string; ms: number } {
  const ms = Math.min(500 * 2 ** (failures - 1), 30_000)
  if (!(error instanceof GrammyError)) return { state: 'Telegram is out of reach', ms }
  if (error.error_code === 409) return { state: 'another program polls this bot', ms: Math.max(ms, 3000) }
  if (error.error_code === 401) return { state: 'the token is refused', ms: 30_000 }
  return { state: 'Telegram refuses', ms: Math.max(ms, (error.parameters.retry_after ?? 0) * 1000) }
}
