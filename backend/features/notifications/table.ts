import type { Generated } from 'kysely'
import type { NotificationKind } from './values.ts'

export interface NotificationsTable {
  id: Generated<number>
  user_id: number
  kind: NotificationKind
  /** The journal entry it tells of. */
  stream: string
  seq: number
  actor_id: number
  task_id: number | null
  team_id: number | null
  /** JSON for the text, see NoticeArgs. */
  args: string
  created_at: string
}

export interface NotificationReadsTable {
  user_id: number
  notification_id: number
  read_at: string
}
