import type { Database, Recorder } from '../core/database.ts'
import { after, DAY_MS } from '../core/time.ts'

const BATCH = 100
const HOUR_MS = 3_600_000

interface Settings {
  now: string
  /** How long addresses and user agents stand beside the journal. */
  retention_days: number
}

/** Forgets what has served its time, in small transactions; answers how many rows went. */
export async function cleanUp({ record }: Database, { now, retention_days }: Settings): Promise<number> {
  const [hour, two_days, month] = [after(now, -HOUR_MS), after(now, -2 * DAY_MS), after(now, -30 * DAY_MS)]
  const rules: ((write: Recorder) => Promise<{ numDeletedRows: bigint }>)[] = [
    (write) =>
      write
        .deleteFrom('requests')
        .where(({ eb, refTuple, selectFrom }) =>
          eb(
            refTuple('actor_id', 'door', 'request_id'),
            'in',
            selectFrom('requests as old')
              .select(['old.actor_id', 'old.door', 'old.request_id'])
              .where('old.created_at', '<', two_days)
              .limit(BATCH)
              .$asTuple('actor_id', 'door', 'request_id'),
          ),
        )
        .executeTakeFirst(),
    (write) => forgetOrigins(write, after(now, -retention_days * DAY_MS)),
    (write) =>
      write
        .deleteFrom('limits')
        .where('key', 'in', (eb) =>
          eb.selectFrom('limits as old').select('old.key').where('old.resets_at', '<', now).limit(BATCH),
        )
        .executeTakeFirst(),
    (write) =>
      write
        .deleteFrom('presence')
        .where('socket', 'in', (eb) =>
          eb.selectFrom('presence as old').select('old.socket').where('old.seen_at', '<', hour).limit(BATCH),
        )
        .executeTakeFirst(),
    (write) =>
      write
        .deleteFrom('updates')
        .where(({ eb, refTuple, selectFrom }) =>
          eb(
            refTuple('bot_id', 'update_id'),
            'in',
            selectFrom('updates as old')
              .select(['old.bot_id', 'old.update_id'])
              .where('old.state', '!=', 'waiting')
              .where('old.received_at', '<', two_days)
              .limit(BATCH)
              .$asTuple('bot_id', 'update_id'),
          ),
        )
        .executeTakeFirst(),
    (write) =>
      write
        .deleteFrom('bot_state')
        .where(({ eb, refTuple, selectFrom }) =>
          eb(
            refTuple('bot_id', 'kind', 'key'),
            'in',
            selectFrom('bot_state as old')
              .select(['old.bot_id', 'old.kind', 'old.key'])
              .where('old.updated_at', '<', month)
              .limit(BATCH)
              .$asTuple('bot_id', 'kind', 'key'),
          ),
        )
        .executeTakeFirst(),
    (write) =>
      write
        .deleteFrom('outbox')
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('outbox as old')
            .select('old.id')
            .where('old.state', '!=', 'waiting')
            .where('old.created_at', '<', month)
            .limit(BATCH),
        )
        .executeTakeFirst(),
    (write) =>
      write
        .deleteFrom('mails')
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('mails as old')
            .select('old.id')
            .where('old.state', '!=', 'waiting')
            .where('old.created_at', '<', two_days)
            .limit(BATCH),
        )
        .executeTakeFirst(),
    (write) =>
      write
        .deleteFrom('mail_tokens')
        .where('hash', 'in', (eb) =>
          eb.selectFrom('mail_tokens as old').select('old.hash').where('old.expires_at', '<', two_days).limit(BATCH),
        )
        .executeTakeFirst(),
    (write) =>
      write
        .deleteFrom('login_links')
        .where('hash', 'in', (eb) =>
          eb.selectFrom('login_links as old').select('old.hash').where('old.expires_at', '<', two_days).limit(BATCH),
        )
        .executeTakeFirst(),
    (write) =>
      write
        .deleteFrom('init_data_uses')
        .where('hash', 'in', (eb) =>
          eb.selectFrom('init_data_uses as old').select('old.hash').where('old.expires_at', '<', now).limit(BATCH),
        )
        .executeTakeFirst(),
    (write) =>
      write
        .deleteFrom('refresh_tokens')
        .where('hash', 'in', (eb) =>
          eb.selectFrom('refresh_tokens as old').select('old.hash').where('old.expires_at', '<', now).limit(BATCH),
        )
        .executeTakeFirst(),
    // After what points to them. They stay a month for whoever looks back at where they were signed in.
    (write) =>
      write
        .deleteFrom('sessions')
        .where('id', 'in', (eb) =>
          eb.selectFrom('sessions as old').select('old.id').where('old.expires_at', '<', month).limit(BATCH),
        )
        .executeTakeFirst(),
  ]
  let gone = 0
  for (const forget of rules) {
    for (let batch = BATCH; batch === BATCH; gone += batch) {
      const { numDeletedRows } = await record(forget)
      batch = Number(numDeletedRows)
    }
  }
  return gone
}

async function forgetOrigins(write: Recorder, before: string) {
  const old = await write
    .selectFrom('entry_origins')
    .innerJoin('entries', (join) =>
      join.onRef('entries.stream', '=', 'entry_origins.stream').onRef('entries.seq', '=', 'entry_origins.seq'),
    )
    .select(['entry_origins.stream', 'entry_origins.seq'])
    .where('entries.at', '<', before)
    .limit(BATCH)
    .execute()
  if (old.length === 0) return { numDeletedRows: 0n }
  return write
    .deleteFrom('entry_origins')
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('stream', 'seq'),
        'in',
        old.map(({ stream, seq }) => tuple(stream, seq)),
      ),
    )
    .executeTakeFirst()
}
