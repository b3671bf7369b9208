import { sql, type ExpressionBuilder, type ExpressionWrapper, type SelectQueryBuilder } from 'kysely'
import type { Reader, Schema } from '../../core/database.ts'
import type { TaskOrdering } from './contract.ts'
import { CLOSED_STATUSES, PRIORITIES, type Priority, type Status } from './values.ts'

export interface TaskFilter {
  status?: Status[] | undefined
  priority?: Priority[] | undefined
  assigned_to?: number[] | undefined
  creator?: number[] | undefined
  team_id?: number[] | undefined
  project_id?: number[] | undefined
  board_id?: number[] | undefined
  parent_id?: number[] | undefined
  label_ids?: number[] | undefined
  due_before?: string | undefined
  due_after?: string | undefined
  /** Past its due time at this moment, open and not put aside; or not. */
  overdue?: { yes: boolean; at: string } | undefined
  /** A query of search-text.ts. */
  search?: string | undefined
}

export type Place = { value: string | number | null; id: number }
interface Order {
  by: TaskOrdering
  descending: boolean
  after?: Place | undefined
  limit: number
}

type Tasks = ExpressionBuilder<Schema, 'tasks'>
type TaskQuery<O> = SelectQueryBuilder<Schema, 'tasks', O>

/** Tasks this person sees, less those that the filter leaves out, from a place in the order on. */
export function listVisibleTasks(db: Reader, user_id: number, filter: TaskFilter, order: Order) {
  const visible = db
    .selectFrom('tasks')
    .selectAll('tasks')
    .where('tasks.deleted_at', 'is', null)
    .where('tasks.project_id', 'in', (eb) =>
      eb.selectFrom('project_access').select('project_access.project_id').where('user_id', '=', user_id),
    )
  const filtered = byTime(byPeople(byPlace(visible, filter), filter), filter)
  return inOrder(filtered, order).execute()
}

/** Whether this person sees any task that a query finds. */
export async function isAnyTaskFound(db: Reader, user_id: number, search: string): Promise<boolean> {
  const row = await db
    .selectFrom('tasks')
    .innerJoin('project_access', 'project_access.project_id', 'tasks.project_id')
    .select('tasks.id')
    .where('tasks.deleted_at', 'is', null)
    .where('project_access.user_id', '=', user_id)
    .where('tasks.id', 'in', sql<number>`(select rowid from task_search(${search}))`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function byPlace<O>(query: TaskQuery<O>, filter: TaskFilter): TaskQuery<O> {
  for (const field of ['status', 'priority', 'team_id', 'project_id', 'board_id', 'parent_id'] as const) {
    const values = filter[field]
    if (values) query = query.where(`tasks.${field}`, 'in', values)
  }
  if (filter.label_ids) {
    const ids = filter.label_ids
    query = query.where('tasks.id', 'in', (eb) =>
      eb.selectFrom('task_labels').select('task_labels.task_id').where('label_id', 'in', atLeastNone(ids)),
    )
  }
  if (filter.search !== undefined) {
    query = query.where('tasks.id', 'in', sql<number>`(select rowid from task_search(${filter.search}))`)
  }
  return query
}

function byPeople<O>(query: TaskQuery<O>, { assigned_to, creator }: TaskFilter): TaskQuery<O> {
  if (assigned_to) {
    query = query.where('tasks.id', 'in', (eb) =>
      eb.selectFrom('task_assignees').select('task_assignees.task_id').where('user_id', 'in', assigned_to),
    )
  }
  return creator ? query.where('tasks.creator_id', 'in', creator) : query
}

function byTime<O>(query: TaskQuery<O>, { due_before, due_after, overdue }: TaskFilter): TaskQuery<O> {
  if (due_before !== undefined) query = query.where('tasks.due_at', '<', due_before)
  if (due_after !== undefined) query = query.where('tasks.due_at', '>=', due_after)
  if (!overdue) return query
  return query.where((eb) =>
    overdue.yes
      ? isOverdue(eb, overdue.at)
      : eb.or([eb('tasks.due_at', 'is', null), eb.not(isOverdue(eb, overdue.at))]),
  )
}

function isOverdue(eb: Tasks, at: string) {
  return eb.and([
    eb('tasks.due_at', '<=', at),
    eb('tasks.status', 'not in', CLOSED_STATUSES),
    eb.or([eb('tasks.snoozed_until', 'is', null), eb('tasks.snoozed_until', '<=', at)]),
  ])
}

/** By the value and then by id, both in one direction; tasks without a due time come last either way. */
function inOrder<O>(query: TaskQuery<O>, { by, descending, after, limit }: Order): TaskQuery<O> {
  const direction = descending ? 'desc' : 'asc'
  if (by === 'due_at')
    query = query.orderBy((eb) => eb.case().when('tasks.due_at', 'is', null).then(eb.lit(1)).else(eb.lit(0)).end())
  return query
    .$if(after !== undefined, (rest) =>
      rest.where((eb) => (after ? liesAfter(eb, { by, descending, after }) : eb.lit(true))),
    )
    .orderBy((eb) => keyOf(eb, by), direction)
    .orderBy('tasks.id', direction)
    .limit(limit)
}

function liesAfter(eb: Tasks, { by, descending, after }: { by: TaskOrdering; descending: boolean; after: Place }) {
  const beyond = descending ? '<' : '>'
  const { value, id } = after
  const nextId = eb('tasks.id', beyond, id)
  if (value === null) return eb.and([eb('tasks.due_at', 'is', null), nextId])
  const key = keyOf(eb, by)
  const later = eb.or([eb(key, beyond, value), eb.and([eb(key, '=', value), nextId])])
  return by === 'due_at' ? eb.or([later, eb('tasks.due_at', 'is', null)]) : later
}

function keyOf(eb: Tasks, by: TaskOrdering): ExpressionWrapper<Schema, 'tasks', string | number | null> {
  if (by !== 'priority') return eb.ref(`tasks.${by}`)
  const [low, medium, high] = PRIORITIES
  return eb
    .case()
    .when('tasks.priority', '=', low)
    .then(eb.lit(0))
    .when('tasks.priority', '=', medium)
    .then(eb.lit(1))
    .when('tasks.priority', '=', high)
    .then(eb.lit(2))
    .else(eb.lit(3))
    .end()
}

const atLeastNone = (ids: number[]) => (ids.length > 0 ? ids : [0])
