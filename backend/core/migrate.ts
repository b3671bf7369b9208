import { mkdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { Kysely, PostgresDialect } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { openPool } from './postgres.ts'
import { sqliteConnection, sqliteDialect } from './sqlite-dialect.ts'
import { isBusy, openSqlite } from './sqlite-open.ts'

/** How long a process that is still serving may hold the file. */
const OTHERS_MS = 30_000
const FOLDER = join(import.meta.dirname, '../../migrations')

/**
 * Brings a SQLite file to the newest schema, all of it or nothing.
 * The lock stands on a file beside it, held by an open transaction: the system lets go of it if this process dies.
 */
export async function migrateSqlite(file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const lock = new BetterSqlite3(`${file}.migrate-lock`, { timeout: 0 })
  try {
    await takeLock(lock)
    const database = openSqlite(file, { readonly: false, wait: OTHERS_MS })
    try {
      await migrate(new Kysely({ dialect: sqliteDialect(sqliteConnection(database)) }))
    } finally {
      database.close()
    }
  } finally {
    lock.close()
  }
}

/** The same for Postgres, where Kysely holds an advisory lock meanwhile. */
export async function migratePostgres(url: string): Promise<void> {
  const pool = openPool(url, () => {}, 2)
  const db = new Kysely({ dialect: new PostgresDialect({ pool }) })
  try {
    await migrate(db)
  } finally {
    await db.destroy()
  }
}

async function migrate(db: Kysely<unknown>) {
  const { error } = await new Migrator({ db, provider: { getMigrations: readMigrations } }).migrateToLatest()
  if (error) throw error instanceof Error ? error : new Error('the migration failed', { cause: error })
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(FOLDER)).filter((name) => /^\d{4}_[a-z_]+\.ts$/.test(name)).sort()
  const migrations: Record<string, Migration> = {}
  for (const name of files) migrations[name.replace('.ts', '')] = (await import(join(FOLDER, name))) as Migration
  return migrations
}

async function takeLock(lock: BetterSqlite3.Database) {
  for (;;) {
    try {
      lock.exec('begin exclusive')
      return
    } catch (error) {
      if (!isBusy(error)) throw error
      await sleep(50)
    }
  }
}
