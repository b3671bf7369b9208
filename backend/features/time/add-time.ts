import type { Context } from '../../core/context.ts'
import { allow } from '../../core/errors.ts'
import { after, MINUTE_MS } from '../../core/time.ts'
import { streamOfTask } from '../tasks/queries.ts'
import { takeTask } from '../tasks/steps.ts'
import type { AddTime } from './contract.ts'
import { timeAdded } from './journal.ts'
import { mayNoteTime } from './policy.ts'
import { keepTime, tellSpent } from './steps.ts'

/** Notes what one has spent on a task. */
export function addTime({ actor, mutate, now }: Context, { task_id, minutes, note, started_at }: AddTime) {
  const { user_id } = actor
  return mutate(streamOfTask(task_id), async (write) => {
    const held = await takeTask(write, { task_id }, user_id)
    allow(mayNoteTime(held.access, held.people), 'time.forbidden')
    const at = now()
    const began = started_at ?? after(at, -minutes * MINUTE_MS)
    const time = await keepTime(write, { task_id, user_id, minutes, note, started_at: began }, at)
    return { entries: [timeAdded(held.row, time), await tellSpent(write, held, at)], result: time }
  })
}
