import type { SharedTask } from '../../../backend/features/tasks/contract.ts'
import { isClosed } from '../../../backend/features/tasks/values.ts'
import { wallOf } from '../core/dates.ts'

export const SECTIONS = ['overdue', 'today', 'next', 'no_date', 'snoozed', 'done'] as const
export type Section = (typeof SECTIONS)[number]

interface Viewer {
  user_id: number
  personal_team_id: number
  zone: string
  now: string
}

/** What somebody has to do: given to them, or lying in their personal team with nobody else's name on it. */
export function isMine(
  task: SharedTask,
  { user_id, personal_team_id }: Pick<Viewer, 'user_id' | 'personal_team_id'>,
): boolean {
  if (task.assignees.length === 0) return task.team_id === personal_team_id
  return task.assignees.some(({ id }) => id === user_id)
}

export function sectionOf(task: SharedTask, { zone, now }: Pick<Viewer, 'zone' | 'now'>): Section | undefined {
  const today = wallOf(now, zone).day
  if (isClosed(task.status)) return task.done_at && wallOf(task.done_at, zone).day === today ? 'done' : undefined
  if (task.snoozed_until && task.snoozed_until > now) return 'snoozed'
  if (!task.due_at) return 'no_date'
  if (task.due_at < now) return 'overdue'
  return wallOf(task.due_at, zone).day === today ? 'today' : 'next'
}

const WEIGHT = { urgent: 0, high: 1, medium: 2, low: 3 }

/** By due time; those without one by priority, then the oldest first. */
export function compareTasks(a: SharedTask, b: SharedTask): number {
  const due = (a.due_at ?? '~').localeCompare(b.due_at ?? '~')
  return due || WEIGHT[a.priority] - WEIGHT[b.priority] || a.created_at.localeCompare(b.created_at)
}

/** Everything a person has to do, in the order to look at it; empty sections are left out. */
export function arrangeMyDay(tasks: Iterable<SharedTask>, viewer: Viewer): { section: Section; tasks: SharedTask[] }[] {
  const groups = new Map<Section, SharedTask[]>()
  for (const task of tasks) {
    if (!isMine(task, viewer)) continue
    const section = sectionOf(task, viewer)
    if (section) groups.set(section, [...(groups.get(section) ?? []), task])
  }
  return SECTIONS.flatMap((section) => {
    const found = groups.get(section)
    return found ? [{ section, tasks: found.sort(compareTasks) }] : []
  })
}
