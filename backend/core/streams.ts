import type { Database, Reader, Streams, Writer } from './database.ts'
import { prepared } from './prepared.ts'

/** Takes the locks of all streams in sorted order, making those that do not exist yet. On SQLite the transaction itself is the lock. */
export async function lockStreams(write: Writer, engine: Database['engine'], found: string[]): Promise<string[]> {
  const names = [...new Set(found)].sort()
  const [name] = names
  if (name === undefined) return names
  if (names.length === 1) await makeStream.all(write, { name })
  else {
    await write
      .insertInto('streams')
      .values(names.map((each) => ({ name: each, seq: 0 })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  if (engine === 'postgres') {
    await write.selectFrom('streams').select('name').where('name', 'in', names).orderBy('name').forUpdate().execute()
  }
  return names
}

const makeStream = prepared((write: Writer, { name }: { name: string }) =>
  write
    .insertInto('streams')
    .values({ name, seq: 0 })
    .onConflict((conflict) => conflict.doNothing()),
)

/** Whether the streams are still those whose locks were taken: a thing may have moved to another one meanwhile. */
export async function areStillTheSame(db: Reader, streams: Streams, locked: string[]): Promise<boolean> {
  const now = new Set(await streams(db))
  return now.size === locked.length && locked.every((name) => now.has(name))
}
