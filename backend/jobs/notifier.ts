import type { Database } from '../core/database.ts'
import { readNews } from '../features/notifications/read-news.ts'
import { queueNews } from './outbox.ts'

export const NOTIFIER = 'notifier'
const BATCH = 50

/** Reads what the journal has new and queues what people are to be told. Says whether there may be more. */
export async function notify(database: Database, now: () => string): Promise<boolean> {
  const streams = await findNewsStreams(database)
  let more = false
  for (const { name, seq, cursor } of streams) {
    const { news, last } = await readNews(database.read, { stream: name, after: cursor, limit: BATCH })
    const until = last ?? seq
    await database.record(async (write) => {
      await write
        .insertInto('cursors')
        .values({ name: NOTIFIER, stream: name, seq: 0 })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const moved = await write
        .updateTable('cursors')
        .set({ seq: until })
        .where('name', '=', NOTIFIER)
        .where('stream', '=', name)
        .where('seq', '=', cursor)
        .returning('seq')
        .executeTakeFirst()
      if (moved) await queueNews(write, news, now())
    })
    more ||= until < seq
  }
  return more
}

/** Streams that have grown since they were read; who reads one at the same time moves its cursor only once. */
function findNewsStreams({ read }: Database) {
  return read
    .selectFrom('streams')
    .leftJoin('cursors', (join) => join.onRef('cursors.stream', '=', 'streams.name').on('cursors.name', '=', NOTIFIER))
    .select((eb) => ['streams.name', 'streams.seq', eb.fn.coalesce('cursors.seq', eb.lit(0)).as('cursor')])
    .where((eb) => eb('streams.seq', '>', eb.fn.coalesce('cursors.seq', eb.lit(0))))
    .orderBy('streams.name')
    .execute()
}
