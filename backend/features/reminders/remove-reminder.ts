import type { Context } from '../../core/context.ts'
import { found } from '../../core/errors.ts'
import { findVisibleTask } from '../tasks/queries.ts'
import type { ReminderById } from './contract.ts'
import { reminderRemoved } from './journal.ts'
import { presentReminder } from './present.ts'
import { findReminder, streamsOfOwn } from './queries.ts'

/** Takes back one of one's own reminders; the default one of a task too. */
export function removeReminder({ actor, mutate }: Context, { task_id, reminder_id }: ReminderById) {
  const { user_id } = actor
  return mutate(streamsOfOwn(user_id, task_id), async (write) => {
    found(await findVisibleTask(write, task_id, user_id), 'task')
    const row = found(await findReminder(write, { reminder_id, task_id, user_id }), 'reminder')
    await write.deleteFrom('reminders').where('id', '=', row.id).execute()
    return { entries: [reminderRemoved(user_id, row)], result: presentReminder(row) }
  })
}
