import type { Reminder } from './contract.ts'
import type { ReminderRow } from './queries.ts'

export function presentReminder({
  id,
  task_id,
  origin,
  minutes_before,
  remind_at,
  fired_at,
}: Omit<ReminderRow, 'user_id' | 'created_by' | 'created_at'>): Reminder {
  return { id, task_id, origin, minutes_before, remind_at, fired_at }
}
