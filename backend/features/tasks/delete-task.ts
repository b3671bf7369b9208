import type { Context } from '../../core/context.ts'
import { allow } from '../../core/errors.ts'
import type { ChangeTaskState } from './contract.ts'
import { taskDeleted } from './journal.ts'
import { mayDeleteTask } from './policy.ts'
import { shareTask } from './present.ts'
import { listSubtasks, streamOfTask } from './queries.ts'
import { changeTask, takeTask } from './steps.ts'

/** Puts a task into the trash, and its subtasks with it: one moment in `deleted_at` tells that they belong together. */
export function deleteTask({ actor, mutate, now }: Context, ids: ChangeTaskState) {
  return mutate(streamOfTask(ids.task_id), async (write) => {
    const held = await takeTask(write, ids, actor.user_id)
    allow(mayDeleteTask(held.access, held.people), 'task.delete_forbidden')
    const at = now()
    const { task } = await changeTask(write, held, { deleted_at: at }, at)
    const entries = []
    for (const row of await listSubtasks(write, task.id)) {
      const subtask = await changeTask(write, { row, task: await shareTask(write, row) }, { deleted_at: at }, at)
      entries.push(taskDeleted(subtask.task))
    }
    return { entries: [taskDeleted(task), ...entries], result: task }
  })
}
