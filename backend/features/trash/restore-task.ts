import type { Context } from '../../core/context.ts'
import { allow, found } from '../../core/errors.ts'
import { demandOpen } from '../projects/open-steps.ts'
import { findAccess } from '../projects/queries.ts'
import type { TaskById } from '../tasks/contract.ts'
import { mayDeleteTask } from '../tasks/policy.ts'
import { streamOfTask } from '../tasks/queries.ts'
import { findTrashedTask } from './queries.ts'
import { restoreTree } from './steps.ts'

/** Takes a task out of the trash, and its subtasks that went with it. Whoever may throw it away may take it back. */
export function restoreTask({ actor, mutate, now }: Context, { task_id }: TaskById) {
  const { user_id } = actor
  return mutate(streamOfTask(task_id), async (write) => {
    const row = found(await findTrashedTask(write, task_id, user_id), 'task')
    const access = found(await findAccess(write, row.project_id, user_id), 'task')
    demandOpen(access)
    allow(mayDeleteTask(access, { creator_id: row.creator_id, assignee_ids: [] }), 'task.restore_forbidden')
    const { entries, task } = await restoreTree(write, row, now())
    return { entries, result: task }
  })
}
