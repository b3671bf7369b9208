import { z } from 'zod'
import type { Context } from '../../core/context.ts'
import { Moment } from '../../core/contract.ts'
import { pageOfRows, readCursor } from '../../core/cursor.ts'
import { found } from '../../core/errors.ts'
import { findAccess } from '../projects/queries.ts'
import { shareTasks } from '../tasks/present.ts'
import type { ListTrash } from './contract.ts'
import { listTrashedTasks } from './queries.ts'

const Place = z.tuple([Moment, z.int()])

/** What was thrown away in the projects one sees, newest first. */
export async function listTrash({ actor, read }: Context, { project_id, limit, cursor }: ListTrash) {
  const { user_id } = actor
  if (project_id !== undefined) found(await findAccess(read, project_id, user_id), 'project')
  const place = readCursor(cursor, Place)
  const before = place && { deleted_at: place[0], id: place[1] }
  const rows = await listTrashedTasks(read, user_id, { project_id, before, limit: limit + 1 })
  const { items, next } = pageOfRows(rows, limit, ({ deleted_at, id }) => [deleted_at, id])
  return { items: await shareTasks(read, items), next }
}
