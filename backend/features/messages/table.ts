import type { Generated } from 'kysely'
import type { MessageKind, ThreadKind } from './values.ts'

/** A task's thread lies wherever its task does: only `task_id` is kept. */
export interface ThreadsTable {
  id: Generated<number>
  kind: ThreadKind
  team_id: number | null
  project_id: number | null
  task_id: number | null
  client_id: number | null
  created_at: string
}

export interface MessagesTable {
  id: Generated<number>
  thread_id: number
  sender_id: number
  kind: MessageKind
  content: string
  reply_to_id: number | null
  search: string
  version: Generated<number>
  created_at: string
  edited_at: string | null
  deleted_at: string | null
}

export interface MessageMentionsTable {
  message_id: number
  user_id: number
}

export interface MessageReactionsTable {
  message_id: number
  user_id: number
  emoji: string
  reacted_at: string
}

/** What a message said at each time, from its first edit on. */
export interface MessageVersionsTable {
  id: Generated<number>
  message_id: number
  content: string
  written_at: string
}
