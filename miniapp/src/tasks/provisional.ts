import { generateKeyBetween } from 'fractional-indexing'
import type { SharedTask } from '../../../backend/features/tasks/contract.ts'
import type { Status } from '../../../backend/features/tasks/values.ts'
import type { Board } from '../core/truth.ts'
import type { NewTask, PersonRef } from '../core/wish.ts'

export interface Shown {
  board: Board | undefined
  status: Status
  assignees: PersonRef[]
}

interface Author {
  id: number
  name: string
  personal_team_id: number
}

/** A new task as it is shown until the server has made it: `others` are the tasks it will stand among. */
export function provisionalTask(
  id: number,
  task: NewTask,
  { board, status, assignees }: Shown,
  author: Author | undefined,
  others: Iterable<SharedTask>,
): SharedTask {
  const at = new Date().toISOString()
  const column = board?.columns.find((one) => one.status === status)
  const beside = column ? [...others].filter(({ column_id }) => column_id === column.id) : []
  const last = beside
    .map(({ position }) => position)
    .sort((a, b) => (a < b ? -1 : 1))
    .at(-1)
  return {
    id,
    team_id: board?.board.team_id ?? author?.personal_team_id ?? 0,
    project_id: board?.board.project_id ?? task.project_id ?? 0,
    board_id: board?.board.id ?? task.board_id ?? 0,
    column_id: column?.id ?? 0,
    position: generateKeyBetween(last ?? null, null),
    title: task.title,
    description: task.description ?? '',
    status,
    priority: task.priority ?? 'medium',
    parent_id: null,
    creator: { id: author?.id ?? 0, name: author?.name ?? '' },
    assignees,
    labels: [],
    watchers: [],
    blocked_by: [],
    checklist: [],
    start_at: null,
    due_at: task.due_at ?? null,
    done_at: null,
    snoozed_until: null,
    snooze_reason: null,
    overdue_at: null,
    estimate_minutes: null,
    spent_minutes: 0,
    comment_count: 0,
    version: 1,
    created_at: at,
    updated_at: at,
    deleted_at: null,
  }
}
