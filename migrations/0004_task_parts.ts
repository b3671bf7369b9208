import type { Kysely } from 'kysely'
import { columnTypes, runEach } from '../backend/core/migration-kit.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { id, ref, int, text, ordered, time } = columnTypes(db)
  await runEach(
    db,
    `create index tasks_trash on tasks (deleted_at, id) where deleted_at is not null`,
    `create table checklist_items (
      id ${id}, task_id ${ref} not null references tasks (id) on delete cascade, text ${text} not null, position ${ordered} not null,
      assignee_id ${ref} references users (id), due_at ${time}, done_at ${time}, created_by ${ref} not null references users (id), created_at ${time} not null)`,
    `create index checklist_items_task on checklist_items (task_id, position)`,
    `create table task_dependencies (
      task_id ${ref} not null references tasks (id) on delete cascade, blocked_by_id ${ref} not null references tasks (id) on delete cascade,
      freed_at ${time}, created_by ${ref} not null references users (id), created_at ${time} not null, primary key (task_id, blocked_by_id))`,
    `create index task_dependencies_blocker on task_dependencies (blocked_by_id, task_id)`,
    `create table task_watchers (
      task_id ${ref} not null references tasks (id) on delete cascade, user_id ${ref} not null references users (id), since ${time} not null,
      primary key (task_id, user_id))`,
    `alter table tasks add column spent_minutes ${int} not null default 0`,
    `create table time_entries (
      id ${id}, task_id ${ref} not null references tasks (id) on delete cascade, user_id ${ref} not null references users (id), minutes ${int},
      note ${text} not null, started_at ${time} not null, created_at ${time} not null)`,
    `create index time_entries_task on time_entries (task_id, id)`,
    `create unique index time_entries_running on time_entries (user_id) where minutes is null`,
  )
}
