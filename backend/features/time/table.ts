import type { Generated } from 'kysely'

export interface TimeEntriesTable {
  id: Generated<number>
  task_id: number
  user_id: number
  /** Null while the timer runs: one a person at a time. */
  minutes: number | null
  note: string
  started_at: string
  created_at: string
}
