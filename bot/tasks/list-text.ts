import { DateTime } from 'luxon'
import type { SharedTask } from '../../backend/features/tasks/contract.ts'
import { shorten, type Here } from '../core/texts.ts'

const GROUPS = ['overdue', 'today', 'next', 'no_date'] as const
type Group = (typeof GROUPS)[number]
const MARKS = { overdue: '❗', today: '•', next: '', no_date: '' } as const satisfies Record<Group, string>

/** Overdue, today, next, without a date: in this order, by due time within each. */
export function groupOf(task: Pick<SharedTask, 'due_at'>, { now, time_zone }: Here): Group {
  if (task.due_at === null) return 'no_date'
  if (task.due_at < now) return 'overdue'
  const today = DateTime.fromISO(now, { zone: time_zone })
  return DateTime.fromISO(task.due_at, { zone: time_zone }).hasSame(today, 'day') ? 'today' : 'next'
}

/** One line: a mark, the day or time, and the title. */
export function lineOf(task: SharedTask, here: Here): { id: number; label: string } {
  const group = groupOf(task, here)
  const when = task.due_at && dayOf(task.due_at, here, group)
  return { id: task.id, label: [MARKS[group], when, shorten(task.title, 45)].filter(Boolean).join(' ') }
}

export function sorted(tasks: SharedTask[], here: Here): SharedTask[] {
  const rank = (task: SharedTask) => GROUPS.indexOf(groupOf(task, here))
  return tasks.toSorted((a, b) => rank(a) - rank(b) || (a.due_at ?? '').localeCompare(b.due_at ?? '') || b.id - a.id)
}

export function countGroups(tasks: SharedTask[], here: Here): Record<Group, number> {
  const counts = { overdue: 0, today: 0, next: 0, no_date: 0 }
  for (const task of tasks) counts[groupOf(task, here)]++
  return counts
}

function dayOf(due_at: string, { locale, time_zone, now }: Here, group: Group): string {
  const at = DateTime.fromISO(due_at, { zone: time_zone, locale })
  if (group === 'today') return at.toFormat('HH:mm')
  return at.toFormat(at.year === DateTime.fromISO(now, { zone: time_zone }).year ? 'd MMM' : 'd MMM yyyy')
}
