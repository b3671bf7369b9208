import type { MailKind } from '../features/mails/values.ts'
import type { Generated, Selectable } from 'kysely'
import type { NotificationKind } from '../features/notifications/values.ts'

/** Where a reader of the journal has got to in a stream. */
export interface CursorsTable {
  name: string
  stream: string
  seq: number
}

/** A part that only one process plays at a time. */
export interface LeasesTable {
  name: string
  owner: string
  until: string
}

/** Things to tell people, each until it is told, given up or out of place. */
export interface OutboxTable {
  id: Generated<number>
  /** What makes it the same thing if it is written again. */
  key: string
  user_id: number
  kind: NotificationKind
  task_id: number | null
  team_id: number | null
  /** JSON for the text: names and times as they were. */
  args: string
  state: 'waiting' | 'sent' | 'failed' | 'dropped'
  not_before: string
  attempt: Generated<number>
  leased_until: string | null
  lease: string | null
  /** Set when a toast was shown but nobody acknowledged it: Telegram is next. */
  toasted_at: string | null
  sent_at: string | null
  /** `toast` or `telegram`: how it got there. */
  sent_by: string | null
  /** Why it failed or was dropped; `unconfirmed` while waiting: one call may have arrived already. */
  reason: string | null
  created_at: string
}
export type OutboxRow = Selectable<OutboxTable>

/** Updates from Telegram, each until it is handled once. */
export interface UpdatesTable {
  bot_id: number
  update_id: number
  /** Updates of one chat are handled in order. */
  chat: string
  body: string
  state: 'waiting' | 'done' | 'parked'
  attempt: Generated<number>
  leased_until: string | null
  lease: string | null
  error: string | null
  received_at: string
}

/** Conversations and menus of a bot: tiny, JSON. */
export interface BotStateTable {
  bot_id: number
  kind: string
  key: string
  value: string
  updated_at: string
}

/** Mails to be sent. No token stands here: it is made when its mail goes out. */
export interface MailsTable {
  id: Generated<number>
  kind: MailKind
  email: string
  state: 'waiting' | 'sent' | 'failed' | 'dropped'
  not_before: string
  attempt: Generated<number>
  leased_until: string | null
  lease: string | null
  reason: string | null
  sent_at: string | null
  created_at: string
}
export type MailRow = Selectable<MailsTable>
