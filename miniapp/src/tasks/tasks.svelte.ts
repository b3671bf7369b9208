import { generateKeyBetween } from 'fractional-indexing'
import type { Me } from '../../../backend/features/people/contract.ts'
import type { SharedTask, TaskMay } from '../../../backend/features/tasks/contract.ts'
import { mayAssignTask, mayDeleteTask, mayEditTask, mayMoveTask } from '../../../backend/features/tasks/policy.ts'
import { isClosed, type Status } from '../../../backend/features/tasks/values.ts'
import { GRACE_MS, type Queue } from '../core/queue.svelte.ts'
import type { Truth } from '../core/truth.ts'
import { foldWish, groupByTask } from '../core/wish-effects.ts'
import type { NewTask, TaskPatch, Wish } from '../core/wish.ts'
import { provisionalTask, type Shown } from './provisional.ts'

export interface Place {
  column_id: number
  /** The task it shall stand before; none: at the end. */
  before_task_id: number | undefined
}

export const comparePositions = (a: SharedTask, b: SharedTask) =>
  a.position < b.position ? -1 : a.position > b.position ? 1 : a.id - b.id

/** Tasks as the person sees them: what the server said, with their own unanswered wishes already come true. */
export class Tasks {
  readonly #truth: Truth
  readonly #queue: Queue
  readonly #me: () => Me | undefined
  readonly #wishes = $derived.by(() => groupByTask(this.#queue.wishes))
  #last = 0

  constructor(truth: Truth, queue: Queue, me: () => Me | undefined) {
    this.#truth = truth
    this.#queue = queue
    this.#me = me
  }

  find(id: number): SharedTask | undefined {
    const wishes = this.#wishes.get(id)
    const task = this.#truth.tasks.get(id)
    return wishes ? wishes.reduce<SharedTask | undefined>(foldWish, task) : task
  }

  *all(): Generator<SharedTask> {
    for (const id of this.#truth.tasks.keys()) {
      const task = this.find(id)
      if (task) yield task
    }
    for (const [id, [first]] of this.#wishes) {
      if (first?.kind !== 'create' || this.#truth.tasks.has(id) || this.#hasArrived(first)) continue
      const task = this.find(id)
      if (task) yield task
    }
  }

  /** Whether the server has not answered yet. */
  isUnsent(id: number): boolean {
    return this.#wishes.has(id)
  }

  mayOf(task: SharedTask): TaskMay {
    const known = this.#truth.mays.get(task.id)
    if (known) return known
    const person = this.personIn(task)
    if (!person) return { edit: false, move: false, assign: false, delete: false }
    const people = { creator_id: task.creator.id, assignee_ids: task.assignees.map(({ id }) => id) }
    return {
      edit: mayEditTask(person, people),
      move: mayMoveTask(person, people),
      assign: mayAssignTask(person, people),
      delete: mayDeleteTask(person, people),
    }
  }

  /** The person's roles in a project, as far as this device knows them: the server has the last word. */
  personIn({ team_id, project_id }: { team_id: number; project_id: number }) {
    const role = this.#truth.teams.get(team_id)?.role
    const user_id = this.#me()?.id
    if (!role || user_id === undefined) return undefined
    const movers = this.#truth.projects.get(project_id)?.movers ?? 'everyone'
    return { user_id, role, project_role: this.#projectRole(project_id), movers }
  }

  create(task: NewTask, shown: Shown): Wish {
    const id = -Math.max(Date.now(), ++this.#last)
    this.#last = -id
    const newest = Math.max(0, ...this.#truth.tasks.keys())
    return this.#queue.add({
      kind: 'create',
      task_id: id,
      task,
      shown: provisionalTask(id, task, shown, this.#me(), this.all()),
      newest,
    })
  }

  update(task: SharedTask, patch: TaskPatch): Wish {
    const seen = {
      ...(patch.title === undefined ? {} : { title: task.title }),
      ...(patch.description === undefined ? {} : { description: task.description }),
    }
    const guarded = Object.keys(seen).length > 0 ? { seen } : {}
    return this.#queue.add({ kind: 'update', task_id: task.id, patch, ...guarded })
  }

  move(task: SharedTask, { column_id, before_task_id }: Place): Wish {
    const others = [...this.all()]
      .filter((other) => other.column_id === column_id && other.id !== task.id)
      .sort(comparePositions)
    const at = before_task_id === undefined ? others.length : others.findIndex(({ id }) => id === before_task_id)
    const above = others[at - 1]
    const status = this.#statusOf(task.board_id, column_id) ?? task.status
    const position = generateKeyBetween(above?.position ?? null, others[at]?.position ?? null)
    const beside = before_task_id === undefined ? {} : { before_task_id }
    return this.#queue.add({
      kind: 'move',
      task_id: task.id,
      to: { column_id, ...beside },
      shown: { status, column_id, position },
    })
  }

  finish(task: SharedTask): Wish {
    return this.#queue.add({ kind: 'done', task_id: task.id, at: new Date().toISOString() })
  }

  snooze(task: SharedTask, until: string | null, reason: string | null): Wish {
    return this.#queue.add({ kind: 'snooze', task_id: task.id, until, reason })
  }

  remove(task: SharedTask): Wish {
    return this.#queue.add({ kind: 'delete', task_id: task.id }, GRACE_MS)
  }

  /** Takes a change back: unsent it never happened, sent it is changed back. */
  undo(wish: Wish, before: SharedTask): void {
    const { key } = wish
    if (this.#queue.cancel(key) || wish.kind === 'delete' || wish.kind === 'create') return
    if (wish.kind === 'snooze') return void this.snooze(before, before.snoozed_until, before.snooze_reason)
    if (wish.kind !== 'move' && !isClosed(before.status)) return void this.update(before, { status: before.status })
    const others = [...this.all()]
      .filter((other) => other.column_id === before.column_id && other.id !== before.id)
      .sort(comparePositions)
    this.move(before, {
      column_id: before.column_id,
      before_task_id: others.find((other) => other.position > before.position)?.id,
    })
  }

  /** What the queue insists on before it overwrites a text: that it is still the one the person saw. */
  versionFor(wish: Wish): number | 'conflict' | undefined {
    if (wish.kind !== 'update' || !wish.seen) return undefined
    const task = this.#truth.tasks.get(wish.task_id)
    if (!task) return undefined
    const { title = task.title, description = task.description } = wish.seen
    return title === task.title && description === task.description ? task.version : 'conflict'
  }

  /** A task just made may be heard of before its own answer comes: it stands on the screen once. */
  #hasArrived({ sent, shown, newest }: Extract<Wish, { kind: 'create' }>): boolean {
    if (!sent) return false
    for (const { id, title, board_id, creator } of this.#truth.tasks.values())
      if (id > newest && title === shown.title && board_id === shown.board_id && creator.id === shown.creator.id)
        return true
    return false
  }

  #statusOf(board_id: number, column_id: number): Status | undefined {
    return this.#truth.boards.get(board_id)?.columns.find(({ id }) => id === column_id)?.status
  }

  #projectRole(project_id: number): 'manager' | 'member' | 'viewer' | null {
    for (const { board, members } of this.#truth.boards.values()) {
      if (board.project_id !== project_id) continue
      const role = members.find(({ id }) => id === this.#me()?.id)?.role
      return role === 'viewer' || role === 'manager' ? role : null
    }
    return null
  }
}
