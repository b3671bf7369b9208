import type { Generated } from 'kysely'

export interface RemindersTable {
  id: Generated<number>
  task_id: number
  /** Who is reminded. */
  user_id: number
  /** `due`: before the due time, made for every assignee; `own`: chosen by a person. */
  origin: 'due' | 'own'
  /** Counted back from the due time and moved with it; null: `remind_at` was chosen as such. */
  minutes_before: number | null
  remind_at: string
  /** When it was told, or when its moment passed untold; null: it waits. */
  fired_at: string | null
  created_by: number
  created_at: string
}
