import type { Reader, Streams } from '../../core/database.ts'
import type { TaskRow } from './queries.ts'
import { CLOSED_STATUSES } from './values.ts'

interface Some {
  /** Only among these. */
  ids?: number[]
  limit: number
}

/** Open tasks past their due time that are not marked yet; those put aside wait. */
export function listOverdueUnmarked(db: Reader, at: string, { ids, limit }: Some): Promise<TaskRow[]> {
  let query = db
    .selectFrom('tasks')
    .selectAll()
    .where('due_at', '<=', at)
    .where('overdue_at', 'is', null)
    .where('done_at', 'is', null)
    .where('deleted_at', 'is', null)
    .where('status', 'not in', CLOSED_STATUSES)
    .where((eb) => eb.or([eb('snoozed_until', 'is', null), eb('snoozed_until', '<=', at)]))
    .where('project_id', 'in', (eb) =>
      eb
        .selectFrom('projects')
        .select('projects.id')
        .where('projects.deleted_at', 'is', null)
        .where('projects.archived_at', 'is', null),
    )
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
  if (ids) query = query.where('id', 'in', ids)
  return query.execute()
}

/** Tasks whose snooze is over. */
export function listAwake(db: Reader, at: string, { ids, limit }: Some): Promise<TaskRow[]> {
  let query = db
    .selectFrom('tasks')
    .selectAll()
    .where('snoozed_until', '<=', at)
    .where('deleted_at', 'is', null)
    .orderBy('snoozed_until')
    .orderBy('id')
    .limit(limit)
  if (ids) query = query.where('id', 'in', ids)
  return query.execute()
}

export function streamsOfTasks(ids: number[]): Streams {
  return async (db) => {
    const rows = await db.selectFrom('tasks').select('team_id').distinct().where('id', 'in', ids).execute()
    return rows.map(({ team_id }) => `team:${team_id}`)
  }
}
