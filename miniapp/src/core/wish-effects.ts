import type { SharedTask } from '../../../backend/features/tasks/contract.ts'
import { isClosed, type Status } from '../../../backend/features/tasks/values.ts'
import type { TaskWish } from './wish.ts'

/** The task as it will be once the wish has come true; undefined once it is gone. */
export function foldWish(task: SharedTask | undefined, wish: TaskWish): SharedTask | undefined {
  if (wish.kind === 'create') return task ?? wish.shown
  if (!task) return undefined
  switch (wish.kind) {
    case 'update':
      return withStatus({ ...task, ...wish.patch }, wish.patch.status ?? task.status)
    case 'move':
      return withStatus({ ...task, ...wish.shown }, wish.shown.status)
    case 'done':
      return { ...withStatus(task, 'done'), done_at: task.done_at ?? wish.at }
    case 'snooze':
      return { ...task, snoozed_until: wish.until, snooze_reason: wish.reason }
    case 'delete':
      return undefined
  }
}

function withStatus(task: SharedTask, status: Status): SharedTask {
  if (!isClosed(status)) return { ...task, status, done_at: null }
  return {
    ...task,
    status,
    done_at: status === 'done' ? (task.done_at ?? new Date().toISOString()) : null,
    overdue_at: null,
  }
}

/** Unsent wishes by the task they are about, in the order they were made. */
export function groupByTask<W extends TaskWish>(wishes: W[]): Map<number, W[]> {
  const groups = new Map<number, W[]>()
  for (const wish of wishes) groups.set(wish.task_id, [...(groups.get(wish.task_id) ?? []), wish])
  return groups
}
