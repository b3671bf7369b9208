import type { Context } from '../../core/context.ts'
import { demand, found, Problem } from '../../core/errors.ts'
import { findVisibleTask } from '../tasks/queries.ts'
import { isClosed } from '../tasks/values.ts'
import type { AddReminder } from './contract.ts'
import { reminderAdded } from './journal.ts'
import { presentReminder } from './present.ts'
import { streamsOfOwn } from './queries.ts'
import { keepReminder, countBack, countReminders } from './steps.ts'
import { MOST_REMINDERS } from './values.ts'

/** A reminder of one's own: at a moment, or so many minutes before the task is due, then moving with it. */
export function addReminder({ actor, mutate, now }: Context, { task_id, minutes_before, remind_at }: AddReminder) {
  const { user_id } = actor
  return mutate(streamsOfOwn(user_id, task_id), async (write) => {
    const task = found(await findVisibleTask(write, task_id, user_id), 'task')
    demand(!isClosed(task.status), 'task.closed')
    const moment = remind_at ?? countBack(task.due_at, minutes_before ?? 0)
    demand(moment !== undefined, 'reminder.no_due')
    const at = now()
    demand(moment > at, 'reminder.past')
    demand((await countReminders(write, { task_id, user_id })) < MOST_REMINDERS, 'reminder.too_many')
    const row = await keepReminder(
      write,
      { task_id, user_id, minutes_before: minutes_before ?? null, remind_at: moment },
      at,
    )
    if (!row) throw new Problem('reminder.exists', 409)
    const reminder = presentReminder(row)
    return { entries: [reminderAdded(user_id, reminder)], result: reminder }
  })
}
