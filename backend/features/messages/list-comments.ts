import type { Context } from '../../core/context.ts'
import { IdPlace, pageOfRows, readCursor } from '../../core/cursor.ts'
import { found } from '../../core/errors.ts'
import { findVisibleTask } from '../tasks/queries.ts'
import type { ListComments } from './contract.ts'
import { shareComments } from './present.ts'
import { listTaskComments } from './queries.ts'

/** What was said under a task, oldest first. */
export async function listComments({ actor, read }: Context, { task_id, limit, cursor }: ListComments) {
  found(await findVisibleTask(read, task_id, actor.user_id), 'task')
  const [after = 0] = readCursor(cursor, IdPlace) ?? []
  const rows = await listTaskComments(read, task_id, { after, limit: limit + 1 })
  const { items, next } = pageOfRows(rows, limit, ({ id }) => [id])
  return { items: await shareComments(read, items), next }
}
