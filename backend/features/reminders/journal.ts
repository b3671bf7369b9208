import type { Entry } from '../../entries.ts'
import type { Reminder, RemindedTask } from './contract.ts'

const own = (user_id: number, task_id: number) => ({
  stream: `user:${user_id}`,
  audience: `user:${user_id}`,
  refs: { user_id, task_id },
})

export function reminderAdded(user_id: number, reminder: Reminder): Entry {
  return { ...own(user_id, reminder.task_id), kind: 'reminder_added', changes: {}, reminder }
}

export function reminderRemoved(user_id: number, { id, task_id }: Pick<Reminder, 'id' | 'task_id'>): Entry {
  return { ...own(user_id, task_id), kind: 'reminder_removed', changes: {}, reminder: { id, task_id } }
}

/** The time has come: `task` says of what, for the notifier. */
export function reminderFired(user_id: number, reminder: Reminder, task: RemindedTask): Entry {
  const changes = { fired_at: { from: null, to: reminder.fired_at } }
  return { ...own(user_id, task.id), kind: 'reminder_fired', changes, reminder, task }
}
