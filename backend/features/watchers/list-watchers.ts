import type { Context } from '../../core/context.ts'
import { IdPlace, pageOfRows, readCursor } from '../../core/cursor.ts'
import { found } from '../../core/errors.ts'
import { findVisibleTask } from '../tasks/queries.ts'
import type { ListWatchers } from './contract.ts'
import { listWatchersOfOne } from './queries.ts'

export async function listWatchers({ actor, read }: Context, { task_id, limit, cursor }: ListWatchers) {
  found(await findVisibleTask(read, task_id, actor.user_id), 'task')
  const place = readCursor(cursor, IdPlace)
  const people = await listWatchersOfOne(read, task_id)
  const start = place === undefined ? 0 : people.findIndex(({ id }) => id === place[0]) + 1
  return pageOfRows(people.slice(start), limit, ({ id }) => [id])
}
