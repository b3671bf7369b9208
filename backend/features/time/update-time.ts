import { changesBetween } from '../../core/changes.ts'
import type { Context } from '../../core/context.ts'
import { allow, demand, found } from '../../core/errors.ts'
import { streamOfTask } from '../tasks/queries.ts'
import { takeTask } from '../tasks/steps.ts'
import type { UpdateTime } from './contract.ts'
import { timeUpdated } from './journal.ts'
import { mayCorrectTime } from './policy.ts'
import { findTime } from './queries.ts'
import { tellSpent } from './steps.ts'

/** Corrects what was noted; a timer has to be stopped first. */
export function updateTime({ actor, mutate, now }: Context, { task_id, time_id, ...fields }: UpdateTime) {
  return mutate(streamOfTask(task_id), async (write) => {
    const held = await takeTask(write, { task_id }, actor.user_id)
    const time = found(await findTime(write, { time_id, task_id }), 'time')
    allow(mayCorrectTime(held.access, { user_id: time.user.id }), 'time.forbidden')
    demand(time.minutes !== null || fields.minutes === undefined, 'time.running')
    const { minutes = time.minutes, note = time.note } = fields
    const corrected = { ...time, minutes, note }
    await write.updateTable('time_entries').set({ minutes, note }).where('id', '=', time_id).execute()
    const told = timeUpdated(held.row, corrected, changesBetween(time, corrected))
    return { entries: [told, await tellSpent(write, held, now())], result: corrected }
  })
}
