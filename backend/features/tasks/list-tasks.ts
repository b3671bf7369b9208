import { z } from 'zod'
import type { Context } from '../../core/context.ts'
import { Moment } from '../../core/contract.ts'
import { pageOfRows, readCursor } from '../../core/cursor.ts'
import type { Reader } from '../../core/database.ts'
import { found } from '../../core/errors.ts'
import { readQuery, spellQuery } from '../../core/search-text.ts'
import { listVisibleLabels } from '../labels/queries.ts'
import { findAccess, findVisibleBoard } from '../projects/queries.ts'
import { findMember } from '../teams/queries.ts'
import type { ListTasks, TaskOrdering } from './contract.ts'
import { isAnyTaskFound, listVisibleTasks, type TaskFilter } from './list-queries.ts'
import { shareTasks } from './present.ts'
import { findVisibleTask, type TaskRow } from './queries.ts'
import { PRIORITIES } from './values.ts'

/** Tasks the person asking sees, by filters that all must hold; a place they don't see is 404. */
export async function listTasks(context: Context, { limit, cursor, ordering, ...wish }: ListTasks) {
  const { read, actor } = context
  const by = ordering.replace('-', '') as TaskOrdering
  const [, value, id] = readCursor(cursor, placeOf(ordering, by)) ?? []
  const after = value === undefined || id === undefined ? undefined : { value, id }
  const filter = await readFilter(context, wish)
  if (!filter) return { items: [], next: null }
  const order = { by, descending: ordering !== by, after, limit: limit + 1 }
  const rows = await listVisibleTasks(read, actor.user_id, filter, order)
  const { items, next } = pageOfRows(rows, limit, (row) => [ordering, keyOf(row, by), row.id])
  return { items: await shareTasks(read, items), next }
}

/** What a cursor of this ordering holds. */
function placeOf(ordering: string, by: TaskOrdering) {
  const keys = {
    due_at: Moment.nullable(),
    created_at: Moment,
    updated_at: Moment,
    position: z.string().max(500),
    priority: z.int(),
  }
  return z.tuple([z.literal(ordering), keys[by], z.int()])
}

function keyOf(row: TaskRow, by: TaskOrdering) {
  return by === 'priority' ? PRIORITIES.indexOf(row.priority) : row[by]
}

/** The filter as the database takes it; undefined if nothing can fit it. */
async function readFilter(
  { read, actor, now }: Context,
  { q, label, list, overdue, assigned_to, creator, ...wish }: Omit<ListTasks, 'limit' | 'cursor' | 'ordering'>,
): Promise<TaskFilter | undefined> {
  const search = q ? await readSearch(read, actor.user_id, q) : undefined
  if (q && search === undefined) return undefined
  const mine = (ids: (number | 'me')[] | undefined) => ids?.map((id) => (id === 'me' ? actor.user_id : id))
  const board_id = wish.board_id || list ? [...(wish.board_id ?? []), ...(list ?? [])] : undefined
  await knowPlaces(read, actor.user_id, { ...wish, board_id })
  return {
    ...wish,
    board_id,
    assigned_to: mine(assigned_to),
    creator: mine(creator),
    label_ids: label && (await readLabels(read, actor.user_id, label)),
    overdue: overdue === undefined ? undefined : { yes: overdue, at: now() },
    search,
  }
}

/** The query as it is written; where that finds nothing at all, with a letter wrong. */
async function readSearch(db: Reader, user_id: number, q: string): Promise<string | undefined> {
  const strict = readQuery(q)
  if (!strict) return undefined
  const search = spellQuery(strict)
  if (await isAnyTaskFound(db, user_id, search)) return search
  return spellQuery(readQuery(q, { forgiving: true }) ?? strict)
}

type Places = Pick<TaskFilter, 'team_id' | 'project_id' | 'board_id' | 'parent_id'>

async function knowPlaces(db: Reader, user_id: number, { team_id, project_id, board_id, parent_id }: Places) {
  for (const id of team_id ?? []) found(await findMember(db, id, user_id), 'team')
  for (const id of project_id ?? []) found(await findAccess(db, id, user_id), 'project')
  for (const id of board_id ?? []) found(await findVisibleBoard(db, id, user_id), 'board')
  for (const id of parent_id ?? []) found(await findVisibleTask(db, id, user_id), 'task')
}

async function readLabels(db: Reader, user_id: number, wishes: (number | string)[]): Promise<number[]> {
  const labels = await listVisibleLabels(db, user_id)
  return wishes.flatMap((wish) => {
    if (typeof wish === 'number')
      return found(
        labels.find(({ id }) => id === wish),
        'label',
      ).id
    return labels.filter(({ name }) => name.toLowerCase() === wish.toLowerCase()).map(({ id }) => id)
  })
}
