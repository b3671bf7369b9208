export const STATUSES = ['backlog', 'todo', 'in_progress', 'review', 'done', 'cancelled'] as const
export type Status = (typeof STATUSES)[number]
export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const
export type Priority = (typeof PRIORITIES)[number]
export const TITLE_LENGTH = 500
export const DESCRIPTION_LENGTH = 50_000
export const MOST_ASSIGNEES = 50
/** Tasks that one is copied with at most, itself counted. */
export const MOST_COPIES = 100
/** Statuses in which nothing is left to do: such a task is never overdue and reminds of nothing. */
export const CLOSED_STATUSES = ['done', 'cancelled'] as const satisfies Status[]

export function isClosed(status: Status): boolean {
  return status === 'done' || status === 'cancelled'
}
