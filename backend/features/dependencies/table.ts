export interface TaskDependenciesTable {
  task_id: number
  blocked_by_id: number
  /** When the blocker was found closed; null while it holds the task up. */
  freed_at: string | null
  created_by: number
  created_at: string
}
