import type { Context } from '../../core/context.ts'
import { allow } from '../../core/errors.ts'
import type { ChangeTaskState } from './contract.ts'
import { mayDeleteTask } from './policy.ts'
import { streamOfTask } from './queries.ts'
import { takeTask } from './steps.ts'
import { throwAway } from './throw-away-steps.ts'

/** Puts a task into the trash, and its subtasks with it. */
export function deleteTask({ actor, mutate, now }: Context, ids: ChangeTaskState) {
  return mutate(streamOfTask(ids.task_id), async (write) => {
    const held = await takeTask(write, ids, actor.user_id)
    allow(mayDeleteTask(held.access, held.people), 'task.delete_forbidden')
    const { entries, task } = await throwAway(write, held, now())
    return { entries, result: task }
  })
}
