import type { Context } from '../../core/context.ts'
import { allow, demand, found } from '../../core/errors.ts'
import type { CreateTask } from './contract.ts'
import { findHome, streamOfHome } from './home-queries.ts'
import { taskCreated } from './journal.ts'
import { makeTask } from './make-steps.ts'
import { mayCreateTask } from './policy.ts'
import { findVisibleTask } from './queries.ts'

/** Makes a task on the wished board, in the wished project, beside its parent, or among one's own. */
export function createTask({ actor, mutate, now }: Context, wish: CreateTask) {
  const { user_id } = actor
  return mutate(streamOfHome(user_id, wish), async (write) => {
    const parent =
      wish.parent_id === null ? undefined : found(await findVisibleTask(write, wish.parent_id, user_id), 'task')
    const home = await findHome(write, user_id, wish)
    allow(mayCreateTask(home.access), 'task.create_forbidden')
    demand(parent === undefined || parent.project_id === home.project_id, 'task.parent_elsewhere')
    const task = await makeTask(write, home, wish, { creator_id: user_id, at: now() })
    return { entries: [taskCreated(task)], result: task }
  })
}
