import { z } from 'zod'
import { Id, Moment, Page, pageOf, type Changes } from '../../core/contract.ts'

/** One of the asking person's own reminders of a task. */
export const Reminder = z
  .strictObject({
    id: z.int(),
    task_id: z.int(),
    origin: z.enum(['due', 'own']),
    minutes_before: z.int().nullable(),
    remind_at: z.string(),
    fired_at: z.string().nullable(),
  })
  .meta({ id: 'Reminder' })
export type Reminder = z.infer<typeof Reminder>
export const ReminderPage = pageOf(Reminder)

export const AddReminder = z
  .strictObject({ task_id: Id, minutes_before: z.int().min(0).max(525_600).optional(), remind_at: Moment.optional() })
  .refine((input) => (input.minutes_before === undefined) !== (input.remind_at === undefined), {
    message: 'either minutes_before or remind_at',
    path: ['remind_at'],
  })
export type AddReminder = z.infer<typeof AddReminder>
export const ReminderById = z.strictObject({ task_id: Id, reminder_id: Id })
export type ReminderById = z.infer<typeof ReminderById>
export const ListReminders = z.strictObject({ task_id: Id, ...Page })
export type ListReminders = z.infer<typeof ListReminders>

/** What a reminder is of, as it was when it fired. */
export interface RemindedTask {
  id: number
  title: string
  due_at: string | null
}

export type ReminderEntry =
  | { kind: 'reminder_added'; changes: Changes; reminder: Reminder }
  | { kind: 'reminder_removed'; changes: Changes; reminder: { id: number; task_id: number } }
  | { kind: 'reminder_fired'; changes: Changes; reminder: Reminder; task: RemindedTask }
