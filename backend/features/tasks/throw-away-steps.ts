import type { Writer } from '../../core/database.ts'
import type { Entry } from '../../entries.ts'
import type { SharedTask } from './contract.ts'
import { taskDeleted } from './journal.ts'
import { shareTask } from './present.ts'
import { listSubtasks } from './queries.ts'
import { changeTask, type TaskAtHand } from './steps.ts'

/** Puts a task into the trash, and its subtasks with it: one moment in `deleted_at` tells that they belong together. */
export async function throwAway(
  write: Writer,
  held: Pick<TaskAtHand, 'row' | 'task'>,
  at: string,
): Promise<{ entries: [Entry, ...Entry[]]; task: SharedTask; ids: number[] }> {
  const { task } = await changeTask(write, held, { deleted_at: at }, at)
  const parts = await listSubtasks(write, task.id)
  const entries: [Entry, ...Entry[]] = [taskDeleted(task)]
  for (const row of parts) {
    const part = await changeTask(write, { row, task: await shareTask(write, row) }, { deleted_at: at }, at)
    entries.push(taskDeleted(part.task))
  }
  return { entries, task, ids: [task.id, ...parts.map(({ id }) => id)] }
}
