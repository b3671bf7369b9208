import type { Context } from '../../core/context.ts'
import { allow, demand, Problem } from '../../core/errors.ts'
import { listProjectAudience } from '../projects/queries.ts'
import { taskUpdated } from '../tasks/journal.ts'
import { mayChooseWatchers } from '../tasks/policy.ts'
import { shareTask } from '../tasks/present.ts'
import { streamOfTask } from '../tasks/queries.ts'
import { changeTask, takeTask } from '../tasks/steps.ts'
import type { AddWatcher } from './contract.ts'
import { MOST_WATCHERS } from './values.ts'

/** From now on this person is told of the task like its creator: oneself, or by those who lead the project, another. */
export function addWatcher({ actor, mutate, now }: Context, { task_id, user_id = actor.user_id }: AddWatcher) {
  return mutate(streamOfTask(task_id), async (write) => {
    const held = await takeTask(write, { task_id }, actor.user_id)
    allow(user_id === actor.user_id || mayChooseWatchers(held.access), 'watcher.choose_forbidden')
    const inside = await listProjectAudience(write, held.row.project_id)
    if (!inside.includes(user_id)) throw new Problem('user.not_found', 404)
    const watching = held.task.watchers.some(({ id }) => id === user_id)
    demand(watching || held.task.watchers.length < MOST_WATCHERS, 'watcher.too_many')
    const since = now()
    await write
      .insertInto('task_watchers')
      .values({ task_id, user_id, since })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const { task, changes } = await changeTask(write, held, {}, since, (changed) => shareTask(write, changed))
    return { entries: [taskUpdated(task, changes)], result: task }
  })
}
