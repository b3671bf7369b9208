import type { Context } from '../../core/context.ts'
import { allow, found } from '../../core/errors.ts'
import { streamOfTask } from '../tasks/queries.ts'
import { takeTask } from '../tasks/steps.ts'
import type { TimeById } from './contract.ts'
import { timeRemoved } from './journal.ts'
import { mayCorrectTime } from './policy.ts'
import { findTime } from './queries.ts'
import { tellSpent } from './steps.ts'

/** Takes back what was noted, or a timer that runs. */
export function removeTime({ actor, mutate, now }: Context, { task_id, time_id }: TimeById) {
  return mutate(streamOfTask(task_id), async (write) => {
    const held = await takeTask(write, { task_id }, actor.user_id)
    const time = found(await findTime(write, { time_id, task_id }), 'time')
    allow(mayCorrectTime(held.access, { user_id: time.user.id }), 'time.forbidden')
    await write.deleteFrom('time_entries').where('id', '=', time_id).execute()
    return { entries: [timeRemoved(held.row, time), await tellSpent(write, held, now())], result: time }
  })
}
