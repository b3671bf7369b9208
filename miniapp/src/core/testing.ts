import type { SharedTask } from '../../../backend/features/tasks/contract.ts'

/** A task for tests, with what matters to the test filled in. */
export function makeTask(fields: Partial<SharedTask> = {}): SharedTask {
  return {
    id: 1,
    team_id: 5,
    project_id: 7,
    board_id: 9,
    column_id: 11,
    position: 'a0',
    title: 'Call Anna',
    description: '',
    status: 'todo',
    priority: 'medium',
    parent_id: null,
    creator: { id: 3, name: 'Vera' },
    assignees: [],
    labels: [],
    watchers: [],
    blocked_by: [],
    checklist: [],
    start_at: null,
    due_at: null,
    done_at: null,
    snoozed_until: null,
    snooze_reason: null,
    overdue_at: null,
    estimate_minutes: null,
    spent_minutes: 0,
    comment_count: 0,
    version: 1,
    created_at: '2026-03-01T09:00:00.000Z',
    updated_at: '2026-03-01T09:00:00.000Z',
    deleted_at: null,
    ...fields,
  }
}
