import type { BoardEntry } from '../../../backend/features/boards/contract.ts'
import type { LabelEntry } from '../../../backend/features/labels/contract.ts'
import type { NotificationEntry } from '../../../backend/features/notifications/contract.ts'
import type { PeopleEntry } from '../../../backend/features/people/contract.ts'
import type { ProjectEntry } from '../../../backend/features/projects/contract.ts'
import type { ReminderEntry } from '../../../backend/features/reminders/contract.ts'
import type { TaskEntry } from '../../../backend/features/tasks/contract.ts'
import type { TeamEntry } from '../../../backend/features/teams/contract.ts'

/** A journal entry as it comes over the socket and from `/sync`. */
export type WireEntry = (
  TaskEntry | BoardEntry | LabelEntry | ProjectEntry | TeamEntry | PeopleEntry | ReminderEntry | NotificationEntry
) & {
  stream: string
  seq: number
  at: string
  actor: { id: number; name: string }
}

export const ENTRY_KINDS = [
  'task_created',
  'task_updated',
  'task_deleted',
  'task_left',
  'project_created',
  'project_updated',
  'project_deleted',
  'project_member_added',
  'project_member_updated',
  'project_member_removed',
  'board_updated',
  'board_deleted',
  'column_created',
  'column_updated',
  'column_deleted',
  'label_created',
  'label_updated',
  'label_deleted',
  'team_created',
  'team_updated',
  'member_added',
  'member_updated',
  'member_removed',
  'access_gained',
  'access_lost',
  'user_updated',
  'reminder_added',
  'reminder_removed',
  'reminder_fired',
  'notifications_read',
] as const satisfies WireEntry['kind'][]
