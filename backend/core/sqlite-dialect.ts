import type BetterSqlite3 from 'better-sqlite3'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
} from 'kysely'

/** Kysely declines transactional DDL for SQLite and allows one connection user at a time; SQLite itself can do the first, and our writer keeps the order. */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
  }
  get supportsMultipleConnections() {
    return true
  }
}

/**
 * Writes each parameter as `+?`. For a bare `?` SQLite may take the bound value into its plan, and better-sqlite3 clears
 * bindings after each run, upon which such a statement is planned anew every time (vdbeapi.c, sqlite3_clear_bindings).
 */
class QueryCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder() {
    return '+?'
  }
}

/** A connection with a cache of prepared statements: preparing costs more than running. */
export function sqliteConnection(database: BetterSqlite3.Database): DatabaseConnection {
  const statements = new Map<string, BetterSqlite3.Statement<unknown[]>>()
  const prepare = (sql: string) => {
    let statement = statements.get(sql)
    if (!statement) {
      if (statements.size >= 500) statements.clear()
      statement = database.prepare(sql)
      statements.set(sql, statement)
    }
    return statement
  }
  return {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery) => {
      const statement = prepare(sql)
      if (statement.reader) return { rows: statement.all(...parameters) as R[] }
      const { changes, lastInsertRowid } = statement.run(...parameters)
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    },
    streamQuery: () => {
      throw new Error('streaming is not used on SQLite')
    },
  }
}

/** A Kysely dialect over one connection; transactions begin `immediate`, so a read inside is never stale. */
export function sqliteDialect(connection: DatabaseConnection): Dialect {
  const run = (sql: string) => async (on: DatabaseConnection) => {
    await on.executeQuery(CompiledQuery.raw(sql))
  }
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: run('begin immediate'),
    commitTransaction: run('commit'),
    rollbackTransaction: run('rollback'),
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  }
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => driver,
    createQueryCompiler: () => new QueryCompiler(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
  }
}
