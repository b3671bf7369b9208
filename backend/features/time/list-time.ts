import type { Context } from '../../core/context.ts'
import { IdPlace, pageOfRows, readCursor } from '../../core/cursor.ts'
import { found } from '../../core/errors.ts'
import { findVisibleTask } from '../tasks/queries.ts'
import type { ListTime } from './contract.ts'
import { listTimeOf } from './queries.ts'

/** What was spent on a task, newest first; a running timer too. */
export async function listTime({ actor, read }: Context, { task_id, limit, cursor }: ListTime) {
  found(await findVisibleTask(read, task_id, actor.user_id), 'task')
  const before = readCursor(cursor, IdPlace)?.[0]
  return pageOfRows(await listTimeOf(read, task_id, { before, limit: limit + 1 }), limit, ({ id }) => [id])
}
