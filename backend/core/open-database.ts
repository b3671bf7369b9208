import type { Audiences, Database } from './database.ts'
import { migratePostgres, migrateSqlite } from './migrate.ts'
import { openPostgresDatabase } from './postgres.ts'
import { openSqliteDatabase } from './sqlite.ts'

export type DatabasePlace = { engine: 'sqlite'; file: string } | { engine: 'postgres'; url: string }

export function migrate(place: DatabasePlace): Promise<void> {
  return place.engine === 'sqlite' ? migrateSqlite(place.file) : migratePostgres(place.url)
}

/** The database at this place, which is migrated already. */
export function openDatabase(place: DatabasePlace, audiences: Audiences, log: (error: Error) => void): Database {
  return place.engine === 'sqlite'
    ? openSqliteDatabase(place.file, audiences)
    : openPostgresDatabase(place.url, audiences, log)
}
