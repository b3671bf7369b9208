import { literal } from '../core/literal.ts'
import type { Database, Recorder } from '../core/database.ts'
import { after, PRESENT_MS } from '../core/time.ts'
import type { News } from '../features/notifications/contract.ts'
import type { OutboxRow } from './table.ts'

/** The part of whoever delivers: one process at a time. */
export const COURIER = 'courier'
/** Written out and not bound: only so does SQLite see that its index of what waits will do. */
const WAITING = literal('waiting')
const LEASE_MS = 60_000
/** The longest a delivery takes, with a margin. */
const CALL_MS = 25_000
/** What happened longer ago stands in the list of notifications and is not sent any more. */
const STALE_MS = 24 * 3_600_000
const RECENT_MS = 4000

/** Keeps what people are told, and what is to be sent to them. */
export async function queueNews(write: Recorder, news: News[], now: string): Promise<void> {
  for (const { user_id, kind, stream, seq, at, actor_id, task_id, team_id, args } of news) {
    const row = { user_id, kind, task_id, team_id, args: JSON.stringify(args), created_at: now }
    await write
      .insertInto('notifications')
      .values({ ...row, stream, seq, actor_id })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    if (at < after(now, -STALE_MS)) continue
    await write
      .insertInto('outbox')
      .values({ ...row, key: `${stream}@${seq}:${user_id}`, state: 'waiting', not_before: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

interface Claim {
  lease: string
  now: string
  limit: number
  /** For those who are here now and were not shown it yet, or for all others. */
  here: boolean
  /** People who get nothing now: something is under way to them, or their chat has had enough for the moment. */
  except: number[]
}

/** Leases the first waiting thing of each person, oldest first: while it waits, nothing later overtakes it. */
export function claimRows({ record }: Database, { lease, now, limit, here, except }: Claim): Promise<OutboxRow[]> {
  const seen_since = after(now, -PRESENT_MS)
  return record((write) =>
    write
      .updateTable('outbox')
      .set((eb) => ({ lease, leased_until: after(now, LEASE_MS), attempt: eb('attempt', '+', 1) }))
      .where('outbox.id', 'in', (eb) => {
        const heads = eb
          .selectFrom('outbox as first')
          .select((first) => first.fn.min('first.id').as('id'))
          .where('first.state', '=', WAITING)
          .groupBy('first.user_id')
        const present = eb.selectFrom('presence').select('presence.user_id').where('presence.seen_at', '>', seen_since)
        return eb
          .selectFrom('outbox as head')
          .select('head.id')
          .where('head.id', 'in', heads)
          .where('head.not_before', '<=', now)
          .where((head) => head.or([head('head.leased_until', 'is', null), head('head.leased_until', '<=', now)]))
          .where((head) =>
            here
              ? head.and([head('head.toasted_at', 'is', null), head('head.user_id', 'in', present)])
              : head.or([head('head.toasted_at', 'is not', null), head('head.user_id', 'not in', present)]),
          )
          .$if(except.length > 0, (query) => query.where('head.user_id', 'not in', except))
          .orderBy('head.id')
          .limit(limit)
      })
      .where('outbox.state', '=', WAITING)
      .where((eb) => eb.or([eb('outbox.leased_until', 'is', null), eb('outbox.leased_until', '<=', now)]))
      .returningAll()
      .execute(),
  )
}

export type Fate =
  | { state: 'sent'; sent_by: 'toast' | 'telegram'; sent_at: string }
  | { state: 'failed' | 'dropped'; reason: string }
  | { not_before?: string; toasted_at?: string; reason?: string | null }

/** Writes what became of a leased row and lets go of it; nothing if the lease was lost meanwhile. */
export async function settleRow({ record }: Database, row: OutboxRow, fate: Fate): Promise<void> {
  await record((write) =>
    write
      .updateTable('outbox')
      .set({ ...fate, lease: null, leased_until: null })
      .where('id', '=', row.id)
      .where('lease', '=', row.lease)
      .where('state', '=', WAITING)
      .execute(),
  )
}

/** Lets go of rows that nothing was done with. */
export async function putBack({ record }: Database, rows: OutboxRow[]): Promise<void> {
  if (rows.length === 0) return
  await record(async (write) => {
    for (const { id, lease, attempt } of rows) {
      await write
        .updateTable('outbox')
        .set({ lease: null, leased_until: null, attempt: attempt - 1 })
        .where('id', '=', id)
        .where('lease', '=', lease)
        .execute()
    }
  })
}

/** Whether too little is left of the lease to start a call that may take its whole time. */
export function isAlmostOver({ leased_until }: OutboxRow, now: string): boolean {
  return leased_until === null || leased_until < after(now, CALL_MS)
}

/** When the next thing may be sent, if anything waits. */
export async function findNextTime({ read }: Database): Promise<string | undefined> {
  const row = await read
    .selectFrom('outbox')
    .select((eb) => eb.fn.min('not_before').as('at'))
    .where('state', '=', WAITING)
    .executeTakeFirst()
  return row?.at ?? undefined
}

const PAUSE = 'telegram:pause'

/** Telegram asked for silence: whoever delivers next has to keep it too. */
export async function keepPause({ record }: Database, until: string): Promise<void> {
  const row = { name: PAUSE, owner: 'telegram', until }
  await record((write) =>
    write
      .insertInto('leases')
      .values(row)
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
      .execute(),
  )
}

/** What a courier that takes over must know of the one before. */
export async function readPast({ read }: Database, now: string) {
  const pause = await read.selectFrom('leases').select('until').where('name', '=', PAUSE).executeTakeFirst()
  const sent = await read
    .selectFrom('outbox')
    .select('user_id')
    .where('state', '=', 'sent')
    .where('sent_by', '=', 'telegram')
    .where('sent_at', '>', after(now, -RECENT_MS))
    .execute()
  return { paused_until: pause?.until, recent: sent.map(({ user_id }) => user_id) }
}

/** A SQLite file has one process: whatever is leased when its worker starts was held by one that is gone. */
export async function voidLeases({ record }: Database): Promise<void> {
  await record(async (write) => {
    await write.deleteFrom('leases').where('name', '=', COURIER).execute()
    await write
      .updateTable('outbox')
      .set({ lease: null, leased_until: null })
      .where('state', '=', WAITING)
      .where('lease', 'is not', null)
      .execute()
  })
}
