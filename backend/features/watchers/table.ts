export interface TaskWatchersTable {
  task_id: number
  user_id: number
  since: string
}
