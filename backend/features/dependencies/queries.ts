import type { Reader, Streams } from '../../core/database.ts'
import { prepared } from '../../core/prepared.ts'
import { CLOSED_STATUSES } from '../tasks/values.ts'
import type { Blocker } from './contract.ts'

/** What holds up each of these tasks. */
export async function listBlockers(db: Reader, task_ids: number[]): Promise<Map<number, Blocker[]>> {
  const blockers = new Map<number, Blocker[]>(task_ids.map((id) => [id, []]))
  if (task_ids.length === 0) return blockers
  const rows = await db
    .selectFrom('task_dependencies')
    .select(['task_id', 'blocked_by_id as id', 'freed_at'])
    .where('task_id', 'in', task_ids)
    .orderBy('blocked_by_id')
    .execute()
  for (const { task_id, ...blocker } of rows) blockers.get(task_id)?.push(blocker)
  return blockers
}

/** What holds up one task. */
export function listBlockersOf(db: Reader, task_id: number): Promise<Blocker[]> {
  return blockersOf.all(db, { task_id })
}

const blockersOf = prepared((db: Reader, { task_id }: { task_id: number }) =>
  db
    .selectFrom('task_dependencies')
    .select(['blocked_by_id as id', 'freed_at'])
    .where('task_id', '=', task_id)
    .orderBy('blocked_by_id'),
)

/** A task and everything it waits for, near and far. */
export async function listAllAbove(db: Reader, task_id: number): Promise<Set<number>> {
  const above = new Set([task_id])
  let edge = [task_id]
  while (edge.length > 0) {
    const rows = await db
      .selectFrom('task_dependencies')
      .select('blocked_by_id')
      .distinct()
      .where('task_id', 'in', edge)
      .execute()
    edge = rows.map(({ blocked_by_id }) => blocked_by_id).filter((id) => !above.has(id))
    for (const id of edge) above.add(id)
  }
  return above
}

/** The streams of both and of all that the blocker waits for: two people can't close a circle from two sides at once. */
export function streamsOfChain({ task_id, blocked_by_id }: { task_id: number; blocked_by_id: number }): Streams {
  return async (db) => {
    const ids = [task_id, ...(await listAllAbove(db, blocked_by_id))]
    const rows = await db.selectFrom('tasks').select('team_id').distinct().where('id', 'in', ids).execute()
    return rows.map(({ team_id }) => `team:${team_id}`)
  }
}

/** What a task waits for and what waits for it, as far as this person sees it. */
export async function listRelated(db: Reader, task_id: number, user_id: number) {
  const visible = db
    .selectFrom('task_dependencies')
    .innerJoin('tasks', (join) => join.onTrue())
    .innerJoin('project_access', 'project_access.project_id', 'tasks.project_id')
    .select(['tasks.id', 'tasks.title', 'tasks.status', 'tasks.project_id', 'task_dependencies.freed_at'])
    .where('project_access.user_id', '=', user_id)
    .where('tasks.deleted_at', 'is', null)
    .orderBy('tasks.id')
  return {
    blocked_by: await visible
      .whereRef('tasks.id', '=', 'task_dependencies.blocked_by_id')
      .where('task_dependencies.task_id', '=', task_id)
      .execute(),
    blocks: await visible
      .whereRef('tasks.id', '=', 'task_dependencies.task_id')
      .where('task_dependencies.blocked_by_id', '=', task_id)
      .execute(),
  }
}

/** Dependencies whose blocker has been closed or opened again since they were last looked at, as ids of the waiting tasks. */
export async function listOutOfStep(db: Reader, { ids, limit }: { ids?: number[]; limit: number }) {
  let query = db
    .selectFrom('task_dependencies')
    .innerJoin('tasks as blockers', 'blockers.id', 'task_dependencies.blocked_by_id')
    .innerJoin('tasks', 'tasks.id', 'task_dependencies.task_id')
    .select(['task_dependencies.task_id', 'task_dependencies.blocked_by_id', 'task_dependencies.freed_at'])
    .where('tasks.deleted_at', 'is', null)
    .where((eb) => {
      const closed = eb.or([eb('blockers.status', 'in', CLOSED_STATUSES), eb('blockers.deleted_at', 'is not', null)])
      const freed = eb('task_dependencies.freed_at', 'is not', null)
      return eb.or([eb.and([closed, eb.not(freed)]), eb.and([eb.not(closed), freed])])
    })
    .orderBy('task_dependencies.task_id')
    .limit(limit)
  if (ids) query = query.where('task_dependencies.task_id', 'in', ids)
  return query.execute()
}
