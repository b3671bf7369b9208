import type { WrittenEntry } from '../../core/database.ts'
import { isClosed, type Status } from '../tasks/values.ts'
import type { ChecklistItem } from '../checklist/contract.ts'
import type { Blocker } from '../dependencies/contract.ts'
import type { NoticeArgs, Telling } from './contract.ts'
import type { NotificationKind } from './values.ts'

type Kind = WrittenEntry['kind']
type EntryOf<K extends Kind> = Extract<WrittenEntry, { kind: K }>
type Rules = { [K in Kind]?: (entry: EntryOf<K>) => Telling[] }

/** Who is told of what, by the kind of the entry: the whole rule of notifications. */
const rules: Rules = {
  task_created: (entry) => entry.task.assignees.map(({ id }) => assigned(id, entry)),
  task_updated: (entry) => [
    ...assignments(entry),
    ...moves(entry),
    ...delays(entry),
    ...releases(entry),
    ...steps(entry),
  ],
  comment_created: (entry) => [...mentions(entry, entry.comment.mentions), ...comments(entry)],
  comment_updated: (entry) => mentions(entry, newlyMentioned(entry)),
  reminder_fired: ({ audience }) => [{ user_id: personOf(audience), kind: 'due_soon', args: {} }],
  member_added: ({ member, actor }) => [{ user_id: member.user.id, kind: 'member_added', args: { actor: actor.name } }],
}

/** Whom this entry is told to: each person once, and nobody hears of their own deeds. */
export function whoIsTold(entry: WrittenEntry): Telling[] {
  const rule = rules[entry.kind] as ((entry: WrittenEntry) => Telling[]) | undefined
  const told = new Map<number, Telling>()
  for (const telling of rule?.(entry) ?? []) {
    if (telling.user_id !== entry.actor.id && !told.has(telling.user_id)) told.set(telling.user_id, telling)
  }
  return [...told.values()]
}

type TaskUpdated = EntryOf<'task_updated'>

function assigned(user_id: number, { actor }: WrittenEntry): Telling {
  return { user_id, kind: 'assigned', args: { actor: actor.name } }
}

function assignments(entry: TaskUpdated): Telling[] {
  const change = entry.changes.assignees as { from: { id: number }[]; to: { id: number }[] } | undefined
  if (!change) return []
  const [before, now] = [new Set(change.from.map(({ id }) => id)), new Set(change.to.map(({ id }) => id))]
  const left = [...before].filter((id) => !now.has(id))
  return [
    ...[...now].filter((id) => !before.has(id)).map((id) => assigned(id, entry)),
    ...left.map((user_id): Telling => ({ user_id, kind: 'unassigned', args: { actor: entry.actor.name } })),
  ]
}

function moves({ changes, task, actor }: TaskUpdated): Telling[] {
  const change = changes.status as { from: NoticeArgs['from']; to: NoticeArgs['to'] } | undefined
  if (!change?.from || !change.to) return []
  const args = { actor: actor.name, from: change.from, to: change.to }
  return [task.creator, ...task.assignees, ...task.watchers].map(({ id }) => ({ user_id: id, kind: 'moved', args }))
}

function delays({ changes, task }: TaskUpdated): Telling[] {
  if (!changes.overdue_at?.to) return []
  const people = task.assignees.length > 0 ? task.assignees : [task.creator, ...task.watchers]
  return people.map(({ id }) => ({ user_id: id, kind: 'overdue', args: {} }))
}

/** Nothing holds it up any more: those who are to do it can begin. */
function releases({ changes, task }: TaskUpdated): Telling[] {
  const change = changes.blocked_by as { from: Blocker[]; to: Blocker[] } | undefined
  const holds = (blockers: Blocker[]) => blockers.some(({ freed_at }) => freed_at === null)
  if (!change || !holds(change.from) || holds(change.to)) return []
  const people = task.assignees.length > 0 ? task.assignees : [task.creator]
  return people.map(({ id }) => ({ user_id: id, kind: 'unblocked', args: {} }))
}

/** Whoever was given a step of the checklist. */
function steps({ changes, actor }: TaskUpdated): Telling[] {
  const change = changes.checklist as { from: ChecklistItem[]; to: ChecklistItem[] } | undefined
  if (!change) return []
  const former = new Map(change.from.map(({ id, assignee_id }) => [id, assignee_id]))
  return change.to.flatMap(({ id, assignee_id, done_at }) =>
    assignee_id === null || done_at !== null || former.get(id) === assignee_id
      ? []
      : [{ user_id: assignee_id, kind: 'step_assigned', args: { actor: actor.name } }],
  )
}

type CommentCreated = EntryOf<'comment_created'>
type CommentUpdated = EntryOf<'comment_updated'>

function mentions({ actor, comment }: CommentCreated | CommentUpdated, people: { id: number }[]): Telling[] {
  const args = { actor: actor.name, comment_id: comment.id }
  return people.map(({ id }) => ({ user_id: id, kind: 'mentioned', args }))
}

function comments({ actor, comment, followers }: CommentCreated): Telling[] {
  const args = { actor: actor.name, comment_id: comment.id }
  return followers.map((user_id) => ({ user_id, kind: 'commented', args }))
}

function newlyMentioned({ changes }: CommentUpdated): { id: number }[] {
  const change = changes.mentions as { from: { id: number }[]; to: { id: number }[] } | undefined
  return change?.to.filter(({ id }) => !change.from.some((before) => before.id === id)) ?? []
}

function personOf(audience: string): number {
  return Number(audience.replace(/^user:/, ''))
}

interface TaskNow {
  status: Status
  overdue_at: string | null
  assignee_ids: number[]
}

/** Whether a thing about a task still holds when it is about to be told: a reminder of a finished task helps nobody. */
export function isStillTrue(kind: NotificationKind, user_id: number, task: TaskNow): boolean {
  switch (kind) {
    case 'assigned':
      return task.assignee_ids.includes(user_id)
    case 'unassigned':
      return !task.assignee_ids.includes(user_id)
    case 'due_soon':
    case 'unblocked':
    case 'step_assigned':
      return !isClosed(task.status)
    case 'overdue':
      return task.overdue_at !== null
    case 'moved':
    case 'mentioned':
    case 'commented':
    case 'member_added':
      return true
  }
}
