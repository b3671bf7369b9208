import type { CreateTask, MoveTask, SharedTask } from '../../../backend/features/tasks/contract.ts'
import type { Priority, Status } from '../../../backend/features/tasks/values.ts'
import type { Method } from './api.ts'

export type PersonRef = SharedTask['creator']
export type NewTask = Partial<Omit<CreateTask, 'labels' | 'title'>> & { title: string }

/** What may be changed in a task by filling in a field. People and places come whole, so that the change can be shown at once. */
export interface TaskPatch {
  title?: string
  description?: string
  status?: Status
  priority?: Priority
  assignees?: PersonRef[]
  due_at?: string | null
  start_at?: string | null
  estimate_minutes?: number | null
}

export type TaskWish =
  /** `newest` is the highest number of a task known when it was made: its own will be higher. */
  | { kind: 'create'; task_id: number; task: NewTask; shown: SharedTask; newest: number }
  /** `seen` is the text the person began from: another's newer text is never written over unseen. */
  | { kind: 'update'; task_id: number; patch: TaskPatch; seen?: { title?: string; description?: string } }
  | {
      kind: 'move'
      task_id: number
      to: Omit<MoveTask, 'task_id'>
      shown: { status: Status; column_id: number; position: string }
    }
  | { kind: 'done'; task_id: number; at: string }
  | { kind: 'snooze'; task_id: number; until: string | null; reason: string | null }
  | { kind: 'delete'; task_id: number }

/** Something a person wants, kept until the server has answered it. */
export type Wish = TaskWish & {
  key: string
  order: number
  /** Once sent, a repeat says exactly the same. */
  sent?: WishRequest
}

export interface WishRequest {
  method: Method
  path: string
  body?: unknown
}

/** The request for a wish; `version` is that of the task the wish was made upon, where it matters. */
export function requestOf(wish: TaskWish, version?: number): WishRequest {
  const path = `/tasks/${wish.task_id}`
  switch (wish.kind) {
    case 'create':
      return { method: 'POST', path: '/tasks', body: wish.task }
    case 'update': {
      const { assignees, ...fields } = wish.patch
      const people = assignees ? { assigned_to: assignees.map(({ id }) => id) } : {}
      return { method: 'PATCH', path, body: { ...fields, ...people, ...(version === undefined ? {} : { version }) } }
    }
    case 'move':
      return { method: 'POST', path: `${path}/move`, body: wish.to }
    case 'done':
      return { method: 'POST', path: `${path}/done`, body: {} }
    case 'snooze':
      return { method: 'POST', path: `${path}/snooze`, body: { until: wish.until, reason: wish.reason } }
    case 'delete':
      return { method: 'DELETE', path }
  }
}

/** A task made on this device got its number: what waits behind it must name it so. */
export function renumber<W extends TaskWish>(wish: W, from: number, to: number): W {
  const own = wish.task_id === from && wish.kind !== 'create' ? { ...wish, task_id: to } : wish
  if (own.kind !== 'move') return own
  const { before_task_id, after_task_id, ...place } = own.to
  const named = (id: number | undefined) => (id === from ? to : id)
  const before = named(before_task_id)
  const after = named(after_task_id)
  return {
    ...own,
    to: {
      ...place,
      ...(before === undefined ? {} : { before_task_id: before }),
      ...(after === undefined ? {} : { after_task_id: after }),
    },
  }
}
