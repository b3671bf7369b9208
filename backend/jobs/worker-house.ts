import type { MessagePort } from 'node:worker_threads'
import type { House } from '../core/context.ts'
import type { Database } from '../core/database.ts'
import type { FromWorker } from './messages.ts'

/** The house as a worker thread has it: its own connection, and the main thread to tell the sockets. */
export function workerHouse(database: Database, now: () => string, port: Pick<MessagePort, 'postMessage'>): House {
  const say = (message: FromWorker) => port.postMessage(message)
  return {
    database,
    now,
    announce: (announcements) => say({ kind: 'announce', announcements }),
    cut: (session_ids) => say({ kind: 'cut', session_ids }),
  }
}
