import type { Context } from '../../core/context.ts'
import { allow, found } from '../../core/errors.ts'
import { taskUpdated } from '../tasks/journal.ts'
import { mayEditTask } from '../tasks/policy.ts'
import { shareTask } from '../tasks/present.ts'
import { streamOfTask } from '../tasks/queries.ts'
import { changeTask, takeTask } from '../tasks/steps.ts'
import type { AddDependency } from './contract.ts'

/** The task waits for the other no more. */
export function removeDependency({ actor, mutate, now }: Context, { task_id, blocked_by_id }: AddDependency) {
  return mutate(streamOfTask(task_id), async (write) => {
    const held = await takeTask(write, { task_id }, actor.user_id)
    allow(mayEditTask(held.access, held.people), 'task.edit_forbidden')
    found(
      held.task.blocked_by.find(({ id }) => id === blocked_by_id),
      'blocked_by',
    )
    await write
      .deleteFrom('task_dependencies')
      .where('task_id', '=', task_id)
      .where('blocked_by_id', '=', blocked_by_id)
      .execute()
    const { task, changes } = await changeTask(write, held, {}, now(), (changed) => shareTask(write, changed))
    return { entries: [taskUpdated(task, changes)], result: task }
  })
}
