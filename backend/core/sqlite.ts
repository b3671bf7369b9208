import { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import type { Audiences, Database } from './database.ts'
import { groupCommit } from './group-commit.ts'
import { guarded, refuseInsideWork, refuseOutsideWork } from './guard.ts'
import { runMutation } from './mutate.ts'
import { lockStreams } from './streams.ts'
import { sqliteConnection, sqliteDialect } from './sqlite-dialect.ts'
import { checkDurability, openSqlite } from './sqlite-open.ts'

/** SQLite with one writing and one `query_only` connection. The file is migrated already. */
export function openSqliteDatabase(file: string, audiences: Audiences): Database {
  const writing = openSqlite(file, { readonly: false })
  const reading = openSqlite(file, { readonly: true })
  const write = new Kysely<Schema>({ dialect: sqliteDialect(guarded(sqliteConnection(writing), refuseOutsideWork)) })
  const read = new Kysely<Schema>({ dialect: sqliteDialect(guarded(sqliteConnection(reading), refuseInsideWork)) })
  const group = groupCommit(writing)
  let checked = false

  const transact = async <R>(work: () => Promise<R>): Promise<R> => {
    const result = await group.run(work)
    if (!checked) {
      checkDurability(writing)
      checked = true
    }
    return result
  }

  return {
    engine: 'sqlite',
    read,
    mutate: async (origin, streams, work) => {
      const { result, announcements } = await transact(async () => {
        const names = await lockStreams(write, 'sqlite', await streams(write))
        return runMutation({ write, audiences, origin, names }, work)
      })
      origin.announce(announcements)
      return result
    },
    record: (work) => transact(() => work(write)),
    ping: async () => {
      await read.selectFrom('streams').select('name').limit(1).execute()
    },
    close: async () => {
      await group.settle()
      reading.close()
      writing.close()
    },
  }
}
