import type { Context } from '../../core/context.ts'
import { allow, found } from '../../core/errors.ts'
import { taskUpdated } from '../tasks/journal.ts'
import { mayChooseWatchers } from '../tasks/policy.ts'
import { shareTask } from '../tasks/present.ts'
import { streamOfTask } from '../tasks/queries.ts'
import { changeTask, takeTask } from '../tasks/steps.ts'
import type { WatcherById } from './contract.ts'

/** This person is told no more: oneself, or by those who lead the project, another. */
export function removeWatcher({ actor, mutate, now }: Context, { task_id, user_id }: WatcherById) {
  return mutate(streamOfTask(task_id), async (write) => {
    const held = await takeTask(write, { task_id }, actor.user_id)
    allow(user_id === actor.user_id || mayChooseWatchers(held.access), 'watcher.choose_forbidden')
    found(
      held.task.watchers.find(({ id }) => id === user_id),
      'user',
    )
    await write.deleteFrom('task_watchers').where('task_id', '=', task_id).where('user_id', '=', user_id).execute()
    const { task, changes } = await changeTask(write, held, {}, now(), (changed) => shareTask(write, changed))
    return { entries: [taskUpdated(task, changes)], result: task }
  })
}
