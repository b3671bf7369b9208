import type { Announcement } from '../core/database.ts'
import type { LineState } from './telegram-line.ts'

/** What a worker thread asks of the main one, which holds the sockets. */
export type FromWorker =
  | { kind: 'announce'; announcements: Announcement[] }
  | { kind: 'cut'; session_ids: number[] }
  | { kind: 'toast'; id: number; user_id: number; toast: object; ms: number }
  | { kind: 'telegram'; state: LineState }
  | { kind: 'alive' }

export type ToWorker = { kind: 'toasted'; id: number; acknowledged: boolean }
