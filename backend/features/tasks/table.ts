import type { Generated } from 'kysely'
import type { Priority, Status } from './values.ts'

export interface TasksTable {
  id: Generated<number>
  team_id: number
  project_id: number
  board_id: number
  column_id: number
  position: string
  title: string
  description: string
  status: Status
  priority: Priority
  parent_id: number | null
  creator_id: number
  start_at: string | null
  due_at: string | null
  done_at: string | null
  snoozed_until: string | null
  snooze_reason: string | null
  overdue_at: string | null
  estimate_minutes: number | null
  spent_minutes: Generated<number>
  comment_count: Generated<number>
  search: string
  version: Generated<number>
  created_at: string
  updated_at: string
  deleted_at: string | null
}

export interface TaskAssigneesTable {
  task_id: number
  user_id: number
  assigned_at: string
}
