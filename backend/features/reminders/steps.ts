import type { Writer } from '../../core/database.ts'
import { listProjectAudience } from '../projects/queries.ts'
import type { SharedTask } from '../tasks/contract.ts'
import { isClosed } from '../tasks/values.ts'
import type { ReminderRow } from './queries.ts'
import { DEFAULT_MINUTES_BEFORE } from './values.ts'

type Watched = Pick<SharedTask, 'id' | 'project_id' | 'due_at' | 'status' | 'deleted_at' | 'creator' | 'assignees'>

/**
 * Keeps the reminders of a task in step with it: what counts back from the due time moves with it and may fire again,
 * and whoever is responsible (assignees, else the creator) has one by default while the task is open and they see it. None is made in the past.
 */
export async function followTask(
  write: Writer,
  before: Watched | undefined,
  after: Watched,
  at: string,
): Promise<void> {
  if (before?.due_at === null && after.due_at === null) return
  const dueMoved = before?.due_at !== after.due_at
  if (before && dueMoved) await moveWithDue(write, after, at)
  const responsible = listResponsible(after)
  if (before) await dropDefaults(write, after.id, responsible)
  const known = before && !dueMoved ? listResponsible(before) : []
  const newly = responsible.filter((user_id) => !known.includes(user_id))
  const remind_at = countBack(after.due_at, DEFAULT_MINUTES_BEFORE)
  if (newly.length === 0 || remind_at === undefined || remind_at <= at) return
  const inside = await listProjectAudience(write, after.project_id)
  const reminded = newly.filter((user_id) => inside.includes(user_id))
  if (reminded.length === 0) return
  await write
    .insertInto('reminders')
    .values(
      reminded.map((user_id) => ({
        task_id: after.id,
        user_id,
        origin: 'due' as const,
        minutes_before: DEFAULT_MINUTES_BEFORE,
        remind_at,
        fired_at: null,
        created_by: after.creator.id,
        created_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The moment so many minutes before the due time. */
export function countBack(due_at: string | null, minutes: number): string | undefined {
  return due_at === null ? undefined : new Date(Date.parse(due_at) - minutes * 60_000).toISOString()
}

function listResponsible(task: Watched): number[] {
  if (task.due_at === null || task.deleted_at !== null || isClosed(task.status)) return []
  return task.assignees.length > 0 ? task.assignees.map(({ id }) => id) : [task.creator.id]
}

async function moveWithDue(write: Writer, task: Watched, at: string) {
  const rows = await write
    .selectFrom('reminders')
    .selectAll()
    .where('task_id', '=', task.id)
    .where('minutes_before', 'is not', null)
    .execute()
  const moved = rows.map((row) => ({ ...row, ...momentAfter(row, task.due_at, at) }))
  if (moved.length === 0) return
  await write.deleteFrom('reminders').where('task_id', '=', task.id).where('minutes_before', 'is not', null).execute()
  await write
    .insertInto('reminders')
    .values(moved)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** A moment that lies in the past, or that there is none of, is over: it fires again only if the due time moves once more. */
function momentAfter({ minutes_before, remind_at, fired_at }: ReminderRow, due_at: string | null, at: string) {
  const moment = countBack(due_at, minutes_before ?? 0) ?? remind_at
  const lies_ahead = due_at !== null && moment > at
  return { remind_at: moment, fired_at: lies_ahead ? null : (fired_at ?? at) }
}

async function dropDefaults(write: Writer, task_id: number, except: number[]) {
  let query = write
    .deleteFrom('reminders')
    .where('task_id', '=', task_id)
    .where('origin', '=', 'due')
    .where('fired_at', 'is', null)
  if (except.length > 0) query = query.where('user_id', 'not in', except)
  await query.execute()
}

/** A reminder of a person's own; undefined if one waits for that very moment already. */
export function keepReminder(
  write: Writer,
  reminder: { task_id: number; user_id: number; minutes_before: number | null; remind_at: string },
  at: string,
) {
  const { minutes_before, user_id } = reminder
  return write
    .insertInto('reminders')
    .values({ ...reminder, origin: 'own', fired_at: null, created_by: user_id, created_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['task_id', 'user_id', 'remind_at'])
        .doUpdateSet({ origin: 'own', minutes_before, fired_at: null })
        .where('reminders.fired_at', 'is not', null),
    )
    .returningAll()
    .executeTakeFirst()
}

/** How many a person still waits for on one task. */
export async function countReminders(
  write: Writer,
  { task_id, user_id }: { task_id: number; user_id: number },
): Promise<number> {
  const { count } = await write
    .selectFrom('reminders')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('task_id', '=', task_id)
    .where('user_id', '=', user_id)
    .where('fired_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
