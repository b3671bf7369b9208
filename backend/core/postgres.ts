import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect, type Dialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Schema } from '../schema.ts'
import type { Audiences, Database } from './database.ts'
import { guarded, insideWork, refuseInsideWork } from './guard.ts'
import { runMutation } from './mutate.ts'
import { areStillTheSame, lockStreams } from './streams.ts'
import { takingTurns } from './turns.ts'

const TIMESTAMPTZ = 1184
const BIGINT = 20
const NUMERIC = 1700
const ATTEMPTS = 12
/** Writers wait for a connection in our own line: who waits for a lock must not starve those who only read. */
const WRITERS = 10

/** Thrown to start a transaction over: a thing left its stream between finding and locking. */
const STREAM_CHANGED = Symbol('stream changed')

/** A pool whose clients and itself survive a restart of the server: each has an error listener. Times come back as ISO strings, bigints as safe numbers. */
export function openPool(url: string, log: (error: Error) => void, max = 10): pg.Pool {
  const types = new pg.TypeOverrides()
  types.setTypeParser(TIMESTAMPTZ, (text) => new Date(text).toISOString())
  types.setTypeParser(BIGINT, toSafeNumber)
  types.setTypeParser(NUMERIC, toSafeNumber)
  const pool = new pg.Pool({ connectionString: url, max, types, keepAlive: true, connectionTimeoutMillis: 10_000 })
  pool.on('error', log)
  pool.on('connect', (client) => {
    client.on('error', log)
  })
  return pool
}

/** Postgres, read committed. The database is migrated already. */
export function openPostgresDatabase(url: string, audiences: Audiences, log: (error: Error) => void): Database {
  const pool = openPool(url, log, WRITERS)
  const writing = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  const reading = openPool(url, log)
  const read = new Kysely<Schema>({ dialect: guardedDialect(reading) })
  const inTurn = takingTurns(WRITERS)

  const transact = async <R>(work: (write: Transaction<Schema>) => Promise<R>): Promise<R> => {
    refuseInsideWork()
    for (let attempt = 1; ; attempt++) {
      try {
        return await inTurn(() => writing.transaction().execute((write) => insideWork(() => work(write))))
      } catch (error) {
        if (attempt === ATTEMPTS || !isWorthAnotherTry(error)) throw error
        await sleep(attempt * 5 * Math.random())
      }
    }
  }

  return {
    engine: 'postgres',
    read,
    mutate: async (origin, streams, work) => {
      const { result, announcements } = await transact(async (write) => {
        const names = await lockStreams(write, 'postgres', await streams(write))
        if (!(await areStillTheSame(write, streams, names))) throw STREAM_CHANGED
        return runMutation({ write, audiences, origin, names }, work)
      })
      origin.announce(announcements)
      return result
    },
    record: (work) => transact(work),
    ping: async () => {
      await read.selectFrom('streams').select('name').limit(1).execute()
    },
    close: async () => {
      await writing.destroy()
      // Kysely leaves the pool open if nothing was ever written through it.
      if (!pool.ending) await pool.end()
      await reading.end()
    },
  }
}

function guardedDialect(pool: pg.Pool): Dialect {
  const dialect = new PostgresDialect({ pool })
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => {
      const driver = dialect.createDriver()
      const plain = new WeakMap<object, Awaited<ReturnType<typeof driver.acquireConnection>>>()
      return {
        init: () => driver.init(),
        acquireConnection: async () => {
          const connection = await driver.acquireConnection()
          const outer = guarded(connection, refuseInsideWork)
          plain.set(outer, connection)
          return outer
        },
        releaseConnection: async (outer) => {
          const connection = plain.get(outer)
          if (connection) await driver.releaseConnection(connection)
        },
        beginTransaction: () => Promise.reject(new Error('the reader opens no transactions')),
        commitTransaction: () => Promise.resolve(),
        rollbackTransaction: () => Promise.resolve(),
        destroy: () => Promise.resolve(),
      }
    },
  }
}

/** Serialization failure, deadlock, or two first answers to one request at the same moment: the second then finds the first. */
function isWorthAnotherTry(error: unknown): boolean {
  if (error === STREAM_CHANGED) return true
  if (!(error instanceof pg.DatabaseError)) return false
  return (
    error.code === '40001' || error.code === '40P01' || (error.code === '23505' && error.constraint === 'requests_pkey')
  )
}

function toSafeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) && Number.isInteger(number)) throw new Error(`${text} is too large for a number`)
  return number
}
