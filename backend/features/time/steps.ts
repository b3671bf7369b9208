import type { Writer } from '../../core/database.ts'
import { found } from '../../core/errors.ts'
import { MINUTE_MS } from '../../core/time.ts'
import type { Entry } from '../../entries.ts'
import { taskUpdated } from '../tasks/journal.ts'
import { shareTask } from '../tasks/present.ts'
import { changeTask, type TaskAtHand } from '../tasks/steps.ts'
import type { TimeEntry } from './contract.ts'
import { timeUpdated } from './journal.ts'
import { findTime, sumMinutes } from './queries.ts'

/** Brings what was spent on the task into step with its time. */
export async function tellSpent(write: Writer, held: Pick<TaskAtHand, 'row' | 'task'>, at: string): Promise<Entry> {
  const spent_minutes = await sumMinutes(write, held.row.id)
  const { task, changes } = await changeTask(write, held, { spent_minutes }, at)
  return taskUpdated(task, changes)
}

export async function keepTime(
  write: Writer,
  values: { task_id: number; user_id: number; minutes: number | null; note: string; started_at: string },
  at: string,
): Promise<TimeEntry> {
  const { id } = await write
    .insertInto('time_entries')
    .values({ ...values, created_at: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return found(await findTime(write, { time_id: id, task_id: values.task_id }), 'time')
}

/** Stops a timer: at least a minute, whatever task it runs on and whether that is still seen. */
export async function stopRunning(
  write: Writer,
  running: TimeEntry,
  at: string,
): Promise<{ time: TimeEntry; entries: [Entry, Entry] }> {
  const minutes = Math.max(1, Math.round((Date.parse(at) - Date.parse(running.started_at)) / MINUTE_MS))
  await write.updateTable('time_entries').set({ minutes }).where('id', '=', running.id).execute()
  const row = await write.selectFrom('tasks').selectAll().where('id', '=', running.task_id).executeTakeFirstOrThrow()
  const time = { ...running, minutes }
  const changes = { minutes: { from: null, to: minutes } }
  const spent = await tellSpent(write, { row, task: await shareTask(write, row) }, at)
  return { time, entries: [timeUpdated(row, time, changes), spent] }
}
