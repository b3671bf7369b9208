import type { Generated } from 'kysely'

export interface NotificationsTable {
  id: Generated<number>
  user_id: number
  kind: string
  /** The journal entry it tells of. */
  stream: string
  seq: number
  actor_id: number
  task_id: number | null
  team_id: number | null
  created_at: string
  read_at: string | null
}
