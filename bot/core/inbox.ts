import type { Update } from 'grammy/types'
import { literal } from '../../backend/core/literal.ts'
import type { Database, Recorder } from '../../backend/core/database.ts'
import { redact } from '../../backend/core/log.ts'
import type { Kept } from './hand.ts'
import { laneOf } from './lane.ts'

const ERROR_LENGTH = 2000
/** Looked at in one claim; the oldest come first. */
const MOST_CHATS = 1000
/** Written out and not bound: only so does SQLite see that its index of what waits will do. */
const WAITING = literal('waiting')

export interface Claimed {
  update_id: number
  chat: string
  body: string
  attempt: number
  received_at: string
}

/** A claim of one runner: whoever has lost it changes nothing any more. */
export interface Claim {
  lease: string
  update_id: number
}

export type Inbox = ReturnType<typeof openInbox>

/** The updates of one bot, each kept until it is handled once. Times are ISO 8601. */
export function openInbox(database: Database, bot_id: number) {
  const held = (write: Recorder, { lease, update_id }: Claim) =>
    write
      .updateTable('updates')
      .where('bot_id', '=', bot_id)
      .where('update_id', '=', update_id)
      .where('lease', '=', lease)
      .where('state', '=', WAITING)
      .returning('update_id')

  return {
    bot_id,
    /** Answers when they are committed; an update that is there already stays as it is. */
    async keep(updates: Update[], now: string): Promise<void> {
      if (updates.length === 0) return
      const rows = updates.map((update) => ({
        bot_id,
        update_id: update.update_id,
        chat: laneOf(update),
        body: JSON.stringify(update),
        state: 'waiting' as const,
        leased_until: null,
        lease: null,
        error: null,
        received_at: now,
      }))
      await database.record((write) =>
        write
          .insertInto('updates')
          .values(rows)
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      )
    },

    /** Claims the oldest waiting update of each of up to `most` chats that nobody else works on. */
    async claim({ lease, most, now, until }: { lease: string; most: number; now: string; until: string }) {
      if (!(await isAnyWaiting())) return []
      return database.record(async (write): Promise<Claimed[]> => {
        const heads = await freeHeads(write, now, most)
        if (heads.length === 0) return []
        const rows = await write
          .updateTable('updates')
          .set((eb) => ({ lease, leased_until: until, attempt: eb('attempt', '+', 1) }))
          .where('bot_id', '=', bot_id)
          .where('update_id', 'in', heads)
          .returning(['update_id', 'chat', 'body', 'attempt', 'received_at'])
          .execute()
        return rows.sort((a, b) => a.update_id - b.update_id)
      })
    },

    /** Done, and what it wanted kept, in one transaction. The body is not needed any more, only that it was here. */
    finish(claim: Claim, kept: Iterable<Kept>, now: string): Promise<boolean> {
      return database.record(async (write) => {
        const done = await held(write, claim)
          .set({ state: 'done', body: '', lease: null, leased_until: null, error: null })
          .executeTakeFirst()
        if (!done) return false
        for (const state of kept) await keepState(write, bot_id, state, now)
        return true
      })
    },

    /** To be tried again at `until`; `attempt` counts the tries that were its own fault. */
    async postpone(claim: Claim, { until, attempt, error }: { until: string; attempt: number; error: string }) {
      await database.record((write) =>
        held(write, claim)
          .set({ lease: null, leased_until: until, attempt, error: brief(error) })
          .execute(),
      )
    },

    /** Given up: it stays for people to look at, and its chat goes on. */
    async park(claim: Claim, error: string) {
      await database.record((write) =>
        held(write, claim)
          .set({ state: 'parked', lease: null, leased_until: null, error: brief(error) })
          .execute(),
      )
    },

    /** After a start on SQLite nobody else can be at work: what a killed process had in hand is free at once. */
    async voidLeases() {
      if (database.engine !== 'sqlite') return
      await database.record((write) =>
        write
          .updateTable('updates')
          .set({ lease: null, leased_until: null })
          .where('bot_id', '=', bot_id)
          .where('state', '=', WAITING)
          .execute(),
      )
    },
  }

  /** Looked up without a transaction, as it is asked all the time. */
  function isAnyWaiting() {
    return database.read
      .selectFrom('updates')
      .select('update_id')
      .where('bot_id', '=', bot_id)
      .where('state', '=', WAITING)
      .limit(1)
      .executeTakeFirst()
  }

  /** Two statements, for Postgres would look for the oldest of all chats anew for each row. What was the oldest of its chat stays so until it is done. */
  async function freeHeads(write: Recorder, now: string, most: number): Promise<number[]> {
    const oldest = await write
      .selectFrom('updates')
      .select((eb) => eb.fn.min('update_id').as('update_id'))
      .where('bot_id', '=', bot_id)
      .where('state', '=', WAITING)
      .groupBy('chat')
      .orderBy('update_id')
      .limit(MOST_CHATS)
      .execute()
    if (oldest.length === 0) return []
    const free = write
      .selectFrom('updates')
      .select('update_id')
      .where('bot_id', '=', bot_id)
      .where('state', '=', WAITING)
      .where(
        'update_id',
        'in',
        oldest.map(({ update_id }) => update_id),
      )
      .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', now)]))
      .orderBy('update_id')
      .limit(most)
    const rows = await (database.engine === 'postgres' ? free.forUpdate().skipLocked() : free).execute()
    return rows.map(({ update_id }) => update_id)
  }
}

async function keepState(write: Recorder, bot_id: number, { kind, key, value }: Kept, now: string) {
  if (value === null) {
    await write
      .deleteFrom('bot_state')
      .where('bot_id', '=', bot_id)
      .where('kind', '=', kind)
      .where('key', '=', key)
      .execute()
    return
  }
  await write
    .insertInto('bot_state')
    .values({ bot_id, kind, key, value, updated_at: now })
    .onConflict((conflict) => conflict.columns(['bot_id', 'kind', 'key']).doUpdateSet({ value, updated_at: now }))
    .execute()
}

const brief = (error: string) => redact(error).slice(0, ERROR_LENGTH)
