import { AsyncLocalStorage } from 'node:async_hooks'
import type { CompiledQuery, DatabaseConnection } from 'kysely'

const running = new AsyncLocalStorage<symbol>()

/** Runs `work` as the only place where the write connection may be used, and where `read` may not. */
export function insideWork<R>(work: () => Promise<R>): Promise<R> {
  return running.run(Symbol('work'), work)
}

export function refuseInsideWork(): void {
  if (running.getStore())
    throw new Error('inside a transaction only `write` is used: `read` would see the world before it')
}

export function refuseOutsideWork(): void {
  if (!running.getStore()) throw new Error('`write` is used only inside the work it was given to')
}

/** A connection that asks `check` before each query. */
export function guarded(connection: DatabaseConnection, check: () => void): DatabaseConnection {
  return {
    executeQuery: async <R>(query: CompiledQuery) => {
      check()
      return connection.executeQuery<R>(query)
    },
    streamQuery: (query, size) => {
      check()
      return connection.streamQuery(query, size)
    },
  }
}
