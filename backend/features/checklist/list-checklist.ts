import type { Context } from '../../core/context.ts'
import { IdPlace, pageOfRows, readCursor } from '../../core/cursor.ts'
import { found } from '../../core/errors.ts'
import { findVisibleTask } from '../tasks/queries.ts'
import type { ListChecklist } from './contract.ts'
import { listChecklistOf } from './queries.ts'

/** The steps of a task, in order. */
export async function listChecklist({ actor, read }: Context, { task_id, limit, cursor }: ListChecklist) {
  found(await findVisibleTask(read, task_id, actor.user_id), 'task')
  const place = readCursor(cursor, IdPlace)
  const checklist = await listChecklistOf(read, task_id)
  const start = place === undefined ? 0 : checklist.findIndex(({ id }) => id === place[0]) + 1
  return pageOfRows(checklist.slice(start), limit, ({ id }) => [id])
}
