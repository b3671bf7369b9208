import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'

const SAFE_SINCE = [3, 51, 3] as const

/**
 * Opens the file with the pragmas every connection of the house has: WAL, FULL, foreign keys.
 * A writer does not wait for a lock inside SQLite unless `wait` (milliseconds) says so, as that would stop the main loop: it tries again later.
 * Below 3.51.3 two writing connections may corrupt a WAL file (sqlite.org/wal.html, "the WAL-reset bug"), so that is refused.
 */
export function openSqlite(file: string, options: { readonly: boolean; wait?: number }): BetterSqlite3.Database {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const database = new BetterSqlite3(file, { timeout: options.wait ?? (options.readonly ? 5000 : 0) })
  const version = database.prepare('select sqlite_version()').pluck().get() as string
  if (isOlder(version)) throw new Error(`SQLite ${version} can corrupt a WAL file; 3.51.3 or newer is needed`)
  retryBusy(() => database.pragma('journal_mode = WAL'))
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.pragma('journal_size_limit = 67108864')
  database.pragma('cache_size = -65536')
  if (options.readonly) database.pragma('query_only = ON')
  return database
}

/** better-sqlite3 may fall back to NORMAL at the first WAL access, so this is asked after a write. */
export function checkDurability(database: BetterSqlite3.Database): void {
  const settings = [
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
  ] as const
  for (const [name, wanted] of settings) {
    const actual: unknown = database.pragma(name, { simple: true })
    if (actual !== wanted) throw new Error(`SQLite ${name} is ${String(actual)}, must be ${wanted}`)
  }
}

export function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^SQLITE_(BUSY|LOCKED)/.test(error.code)
  )
}

function retryBusy(act: () => void) {
  for (let left = 100; ; left--) {
    try {
      return act()
    } catch (error) {
      if (!isBusy(error) || left === 0) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}

function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [index, floor] of SAFE_SINCE.entries()) {
    const part = parts[index] ?? 0
    if (part !== floor) return part < floor
  }
  return false
}
