import { Kysely, PostgresDialect, type CompiledQuery } from 'kysely'
import type { DatabasePlace } from '../backend/core/open-database.ts'
import { openPool } from '../backend/core/postgres.ts'
import { sqliteConnection, sqliteDialect } from '../backend/core/sqlite-dialect.ts'
import { openSqlite } from '../backend/core/sqlite-open.ts'
import type { Schema } from '../backend/schema.ts'

/** One connection that may do anything, as only the bench has it; `heard` is told each query that was run. */
export function openKysely(place: DatabasePlace, heard: (query: CompiledQuery) => void = () => {}): Kysely<Schema> {
  const dialect =
    place.engine === 'postgres'
      ? new PostgresDialect({ pool: openPool(place.url, () => {}, 1) })
      : sqliteDialect(sqliteConnection(openSqlite(place.file, { readonly: false })))
  return new Kysely<Schema>({ dialect, log: ({ query }) => heard(query) })
}
