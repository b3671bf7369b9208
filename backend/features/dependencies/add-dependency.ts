import type { Context } from '../../core/context.ts'
import { allow, demand, found, Problem } from '../../core/errors.ts'
import { taskUpdated } from '../tasks/journal.ts'
import { mayEditTask } from '../tasks/policy.ts'
import { shareTask } from '../tasks/present.ts'
import { findVisibleTask } from '../tasks/queries.ts'
import { changeTask, takeTask } from '../tasks/steps.ts'
import { isClosed } from '../tasks/values.ts'
import type { AddDependency } from './contract.ts'
import { listAllAbove, streamsOfChain } from './queries.ts'
import { MOST_BLOCKERS } from './values.ts'

/** The task waits until another is closed, in any project one sees; never in a circle. */
export function addDependency({ actor, mutate, now }: Context, ids: AddDependency) {
  const { task_id, blocked_by_id } = ids
  const { user_id } = actor
  return mutate(streamsOfChain(ids), async (write) => {
    const held = await takeTask(write, { task_id }, user_id)
    allow(mayEditTask(held.access, held.people), 'task.edit_forbidden')
    const blocker = found(await findVisibleTask(write, blocked_by_id, user_id), 'task')
    demand(!(await listAllAbove(write, blocked_by_id)).has(task_id), 'dependency.circle')
    const { blocked_by } = held.task
    if (blocked_by.some(({ id }) => id === blocked_by_id)) throw new Problem('dependency.exists', 409)
    demand(blocked_by.length < MOST_BLOCKERS, 'dependency.too_many')
    const at = now()
    const freed_at = isClosed(blocker.status) ? at : null
    await write
      .insertInto('task_dependencies')
      .values({ ...ids, freed_at, created_by: user_id, created_at: at })
      .execute()
    const { task, changes } = await changeTask(write, held, {}, at, (changed) => shareTask(write, changed))
    return { entries: [taskUpdated(task, changes)], result: task }
  })
}
