import { del, get, post } from '../../core/routes.ts'
import { addReminder } from './add-reminder.ts'
import { AddReminder, ListReminders, Reminder, ReminderById, ReminderPage } from './contract.ts'
import { listReminders } from './list-reminders.ts'
import { removeReminder } from './remove-reminder.ts'

export const reminderRoutes = [
  get('/tasks/:task_id/reminders', {
    summary: 'Your own reminders of a task',
    input: ListReminders,
    output: ReminderPage,
    run: listReminders,
  }),
  post('/tasks/:task_id/reminders', {
    summary: 'Remind me at a moment, or so many minutes before the task is due',
    status: 201,
    input: AddReminder,
    output: Reminder,
    run: addReminder,
  }),
  del('/tasks/:task_id/reminders/:reminder_id', {
    summary: 'Take back one of your own reminders',
    input: ReminderById,
    output: Reminder,
    run: removeReminder,
  }),
]
