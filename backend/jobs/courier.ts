import { setTimeout as pause } from 'node:timers/promises'
import type { House } from '../core/context.ts'
import { dropLease, holdLease } from '../core/leases.ts'
import type { Log } from '../core/log.ts'
import { after } from '../core/time.ts'
import { findRecipient } from '../features/notifications/find-recipient.ts'
import { sayNotice } from '../texts/notices.ts'
import { translate } from '../texts/texts.ts'
import { claimRows, COURIER, findNextTime, isAlmostOver, putBack, readPast, settleRow, type Fate } from './outbox.ts'
import type { OutboxRow } from './table.ts'
import { openLine, type Addressee, type LineState, type Messenger } from './telegram-line.ts'

const LEAD_MS = 30_000
const RENEW_MS = 10_000
const IDLE_MS = 1000
const TOAST_MS = 5000
const MOST_TOASTS = 50
const MOST_IN_HAND = 10
const MOST_ERRORS = 5

export interface CourierParts {
  house: House
  /** This courier's name among those of other processes: one delivers, the others stand by. */
  owner: string
  /** Shows a toast on a person's devices; true once any of them acknowledged it. */
  toast: (user_id: number, toast: object, ms: number) => Promise<boolean>
  messenger: Messenger | undefined
  log: Log
  /** Milliseconds of a clock that is never set. */
  clock: () => number
  sleep: (ms: number) => Promise<void>
  onState: (state: LineState) => void
}
export type Courier = ReturnType<typeof makeCourier>

/** Brings what waits in the outbox to people: a toast to those who are here, Telegram to everybody else, in each person's order. */
export function makeCourier(parts: CourierParts) {
  const { house, owner, log, clock } = parts
  const { database, now } = house
  const line = openLine(parts)
  const running = new Set<Promise<void>>()
  /** People for whom something is under way: whatever the clock says, it is nobody else's. */
  const busy = new Set<number>()
  const in_hand: OutboxRow[] = []
  let toasts = 0
  let looked_at = 0
  let ended = 0
  let ended_by_then = 0
  let leads_until = 0

  async function leads(): Promise<boolean> {
    if (clock() < leads_until - LEAD_MS + RENEW_MS) return true
    const led = clock() < leads_until
    const held = await holdLease(database, { name: COURIER, owner, now: now(), ms: LEAD_MS })
    leads_until = held ? clock() + LEAD_MS : 0
    if (held && !led) line.takeOver(await readPast(database, now()))
    return held
  }

  /** Settles a row by what came of it; a bug with one row must not hold up its person's queue for good. */
  function run(row: OutboxRow, bring: (addressee: Addressee) => Promise<Fate>) {
    const work = async () => {
      try {
        const addressee = await findRecipient(database.read, row, now())
        const fate: Fate =
          'dropped' in addressee ? { state: 'dropped', reason: addressee.dropped } : await bring(addressee)
        await settleRow(database, row, fate)
      } catch (error) {
        log.error({ err: error, outbox: row.id }, 'a delivery went wrong')
        const given_up: Fate = { state: 'failed', reason: 'error' }
        const later: Fate = { not_before: after(now(), 1000 * 2 ** row.attempt) }
        await settleRow(database, row, row.attempt < MOST_ERRORS ? later : given_up)
      }
    }
    const done: Promise<void> = work()
      .catch((error: unknown) => log.error({ err: error }, 'a delivery was not settled; its lease will run out'))
      .finally(() => {
        running.delete(done)
        busy.delete(row.user_id)
        ended += 1
      })
    running.add(done)
    busy.add(row.user_id)
    return done
  }

  async function show(row: OutboxRow, { notice }: Addressee): Promise<Fate> {
    const { task, locale } = notice
    const actions = task ? [{ label: translate(locale, 'notification-button-open'), path: `/tasks/${task.id}` }] : []
    const toast = { id: row.id, kind: row.kind, text: sayNotice(notice), actions }
    const acknowledged = await parts.toast(row.user_id, toast, TOAST_MS)
    return acknowledged ? { state: 'sent', sent_by: 'toast', sent_at: now() } : { toasted_at: now() }
  }

  /** Leases what may go now: toasts start at once, messages are taken in hand, to go one after another. */
  async function look() {
    looked_at = performance.now()
    const next = await findNextTime(database)
    if (!(await leads()) || next === undefined || next > now()) return
    const claim = { lease: crypto.randomUUID(), now: now() }
    const taken = [...busy, ...in_hand.map(({ user_id }) => user_id)]
    const near = await claimRows(database, { ...claim, limit: MOST_TOASTS - toasts, here: true, except: taken })
    for (const row of near) {
      toasts += 1
      void run(row, (addressee) => show(row, addressee)).finally(() => (toasts -= 1))
    }
    if (in_hand.length > 0 || !(await line.isOpen())) return
    const except = [...busy, ...line.cooling()]
    in_hand.push(...(await claimRows(database, { ...claim, limit: MOST_IN_HAND, here: false, except })))
  }

  /** Starts what can be started now, and says in how many milliseconds to look again. */
  async function pass(): Promise<number> {
    if (in_hand.length === 0 || performance.now() - looked_at > IDLE_MS) await look()
    const [first] = in_hand
    if (first && (isAlmostOver(first, now()) || !(await line.isOpen()))) await putBack(database, in_hand.splice(0))
    ended_by_then = ended
    if (in_hand.length === 0 || !line.hasRoom()) return Math.min(IDLE_MS, line.wait())
    const row = in_hand.shift()
    if (row) void run(row, (addressee) => line.deliver(row, addressee)).finally(line.enter())
    return 0
  }

  /** Waits as long as a pass said, or until a delivery has ended since. */
  async function rest(ms: number) {
    if (ended !== ended_by_then) return
    if (running.size === 0) return parts.sleep(ms)
    const patience = new AbortController()
    const late = pause(ms, undefined, { signal: patience.signal }).catch(() => {})
    await Promise.race([...running, late])
    patience.abort()
  }

  return {
    pass,
    rest,
    /** Lets what is under way end, and leaves the part to another. */
    async stop(): Promise<void> {
      await putBack(database, in_hand.splice(0))
      await Promise.all(running)
      if (clock() < leads_until) await dropLease(database, COURIER, owner)
    },
  }
}
