import type { Selectable } from 'kysely'
import type { Reader, Streams } from '../../core/database.ts'
import { streamOfTask } from '../tasks/queries.ts'
import type { RemindersTable } from './table.ts'

export type ReminderRow = Selectable<RemindersTable>

/** One's own reminder of a task. */
export function findReminder(db: Reader, ids: { reminder_id: number; task_id: number; user_id: number }) {
  return db
    .selectFrom('reminders')
    .selectAll()
    .where('id', '=', ids.reminder_id)
    .where('task_id', '=', ids.task_id)
    .where('user_id', '=', ids.user_id)
    .executeTakeFirst()
}

/** A person's own stream, where it is told, and the task's, whose due time it follows. */
export function streamsOfOwn(user_id: number, task_id: number): Streams {
  return async (db) => [`user:${user_id}`, ...(await streamOfTask(task_id)(db))]
}

/** Reminders whose moment has come, oldest first; those of tasks put aside wait. */
export async function listDueReminderIds(db: Reader, at: string, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('reminders')
    .innerJoin('tasks', 'tasks.id', 'reminders.task_id')
    .select('reminders.id')
    .where('reminders.fired_at', 'is', null)
    .where('reminders.remind_at', '<=', at)
    .where((eb) => eb.or([eb('tasks.snoozed_until', 'is', null), eb('tasks.snoozed_until', '<=', at)]))
    .orderBy('reminders.remind_at')
    .orderBy('reminders.id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** The streams of the people reminded and of the teams the tasks lie in. */
export function streamsOfReminders(ids: number[]): Streams {
  return async (db) => {
    const rows = await db
      .selectFrom('reminders')
      .innerJoin('tasks', 'tasks.id', 'reminders.task_id')
      .select(['reminders.user_id', 'tasks.team_id'])
      .where('reminders.id', 'in', ids)
      .execute()
    return [...new Set(rows.flatMap(({ user_id, team_id }) => [`user:${user_id}`, `team:${team_id}`]))]
  }
}

/** Those of these reminders that still wait, with the task and whether the person sees it now (`seen_by` is null if not). */
export function listWaiting(db: Reader, ids: number[], at: string) {
  return db
    .selectFrom('reminders')
    .innerJoin('tasks', 'tasks.id', 'reminders.task_id')
    .leftJoin('project_access', (join) =>
      join
        .onRef('project_access.project_id', '=', 'tasks.project_id')
        .onRef('project_access.user_id', '=', 'reminders.user_id')
        .on('project_access.archived_at', 'is', null),
    )
    .selectAll('reminders')
    .select(['tasks.title', 'tasks.due_at', 'tasks.status', 'tasks.deleted_at', 'project_access.user_id as seen_by'])
    .where('reminders.id', 'in', ids)
    .where('reminders.fired_at', 'is', null)
    .where('reminders.remind_at', '<=', at)
    .where((eb) => eb.or([eb('tasks.snoozed_until', 'is', null), eb('tasks.snoozed_until', '<=', at)]))
    .orderBy('reminders.remind_at')
    .orderBy('reminders.id')
    .execute()
}
