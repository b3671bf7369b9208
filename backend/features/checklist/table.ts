import type { Generated } from 'kysely'

export interface ChecklistItemsTable {
  id: Generated<number>
  task_id: number
  text: string
  position: string
  assignee_id: number | null
  due_at: string | null
  done_at: string | null
  created_by: number
  created_at: string
}
