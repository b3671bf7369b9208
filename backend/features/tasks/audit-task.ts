import { z } from 'zod'
import type { Context } from '../../core/context.ts'
import { Moment } from '../../core/contract.ts'
import { pageOfRows, readCursor } from '../../core/cursor.ts'
import { found } from '../../core/errors.ts'
import { listTaskHistory, presentHistory, readOversight } from '../journal/history-queries.ts'
import type { AuditTask } from './contract.ts'
import { findVisibleTask } from './queries.ts'

const Place = z.tuple([Moment, z.string().max(50), z.int()])

/** The history of a task, newest first. */
export async function auditTask({ actor, read }: Context, { task_id, limit, cursor }: AuditTask) {
  found(await findVisibleTask(read, task_id, actor.user_id), 'task')
  const place = readCursor(cursor, Place)
  const before = place && { at: place[0], stream: place[1], seq: place[2] }
  const rows = await listTaskHistory(read, task_id, { before, limit: limit + 1 })
  const { items, next } = pageOfRows(rows, limit, ({ at, stream, seq }) => [at, stream, seq])
  const sees = await readOversight(read, actor.user_id)
  return { items: items.map((row) => presentHistory(row, sees(row.team_id))), next }
}
