import { isClosed, type Status } from '../tasks/values.ts'
import type { NotificationKind } from './values.ts'

interface TaskNow {
  status: Status
  overdue_at: string | null
  assignee_ids: number[]
}

/** Whether a thing about a task still holds when it is about to be told: a reminder of a finished task helps nobody. */
export function isStillTrue(kind: NotificationKind, user_id: number, task: TaskNow): boolean {
  switch (kind) {
    case 'assigned':
      return task.assignee_ids.includes(user_id)
    case 'unassigned':
      return !task.assignee_ids.includes(user_id)
    case 'due_soon':
      return !isClosed(task.status)
    case 'overdue':
      return task.overdue_at !== null
    case 'moved':
    case 'member_added':
      return true
  }
}
