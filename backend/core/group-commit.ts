import { setTimeout as sleep } from 'node:timers/promises'
import type BetterSqlite3 from 'better-sqlite3'
import { insideWork, refuseInsideWork } from './guard.ts'
import { isBusy } from './sqlite-open.ts'

interface Job {
  work: () => Promise<unknown>
  resolve: (result: unknown) => void
  reject: (error: unknown) => void
}
type Outcome = () => void

const GROUP_LIMIT = 100

/**
 * Works that wait together share one FULL transaction, each under its own savepoint, strictly one after another.
 * Everybody is answered only after COMMIT, refusals too: what a refusal saw may have been a neighbour's change.
 * If the transaction itself is gone (disk full), the whole group fails.
 */
export function groupCommit(database: BetterSqlite3.Database) {
  const queue: Job[] = []
  let draining: Promise<void> | undefined
  const statement = {
    begin: database.prepare('begin immediate'),
    commit: database.prepare('commit'),
    rollback: database.prepare('rollback'),
    savepoint: database.prepare('savepoint work'),
    undo: database.prepare('rollback to work'),
    release: database.prepare('release work'),
  }

  async function begin() {
    for (let wait = 1; ; wait = Math.min(wait * 2, 25)) {
      try {
        statement.begin.run()
        return
      } catch (error) {
        if (!isBusy(error)) throw error
        await sleep(wait * (0.5 + Math.random()))
      }
    }
  }

  async function runOne(job: Job): Promise<Outcome> {
    statement.savepoint.run()
    try {
      const result = await insideWork(job.work)
      statement.release.run()
      return () => job.resolve(result)
    } catch (error) {
      if (!database.inTransaction) throw error
      statement.undo.run()
      statement.release.run()
      return () => job.reject(error)
    }
  }

  async function runGroup() {
    const group: Job[] = []
    const outcomes: Outcome[] = []
    try {
      await begin()
      for (let job = queue.shift(); job; job = group.length < GROUP_LIMIT ? queue.shift() : undefined) {
        group.push(job)
        outcomes.push(await runOne(job))
      }
      statement.commit.run()
    } catch (error) {
      if (database.inTransaction) statement.rollback.run()
      if (group.length === 0) group.push(...queue.splice(0))
      for (const job of group) job.reject(error)
      return
    }
    for (const answer of outcomes) answer()
  }

  async function drain() {
    await new Promise(setImmediate)
    while (queue.length > 0) await runGroup()
    draining = undefined
  }

  return {
    run<R>(work: () => Promise<R>): Promise<R> {
      refuseInsideWork()
      return new Promise<R>((resolve, reject) => {
        queue.push({ work, resolve: resolve as Job['resolve'], reject })
        draining ??= drain()
      })
    },
    /** Waits until all that was asked for is committed. */
    async settle() {
      await draining
    },
  }
}
