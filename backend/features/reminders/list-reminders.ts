import { z } from 'zod'
import type { Context } from '../../core/context.ts'
import { pageOfRows, readCursor } from '../../core/cursor.ts'
import { found } from '../../core/errors.ts'
import { findVisibleTask } from '../tasks/queries.ts'
import type { ListReminders } from './contract.ts'
import { presentReminder } from './present.ts'

const Place = z.tuple([z.string(), z.int()])

/** One's own reminders of a task, earliest first, those that fired included. */
export async function listReminders({ actor, read }: Context, { task_id, limit, cursor }: ListReminders) {
  found(await findVisibleTask(read, task_id, actor.user_id), 'task')
  const after = readCursor(cursor, Place)
  let query = read
    .selectFrom('reminders')
    .selectAll()
    .where('task_id', '=', task_id)
    .where('user_id', '=', actor.user_id)
    .orderBy('remind_at')
    .orderBy('id')
    .limit(limit + 1)
  if (after) {
    const [remind_at, id] = after
    query = query.where((eb) => eb(eb.refTuple('remind_at', 'id'), '>', eb.tuple(remind_at, id)))
  }
  const { items, next } = pageOfRows(await query.execute(), limit, (row) => [row.remind_at, row.id])
  return { items: items.map(presentReminder), next }
}
