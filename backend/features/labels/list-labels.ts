import type { Context } from '../../core/context.ts'
import { IdPlace, pageOfRows, readCursor } from '../../core/cursor.ts'
import { found } from '../../core/errors.ts'
import { findAccess } from '../projects/queries.ts'
import type { ListLabels } from './contract.ts'
import { listLabelsById } from './queries.ts'

export async function listLabels({ actor, read }: Context, { project_id, limit, cursor }: ListLabels) {
  found(await findAccess(read, project_id, actor.user_id), 'project')
  const [after] = readCursor(cursor, IdPlace) ?? [0]
  const rows = await listLabelsById(read, project_id, { after, limit: limit + 1 })
  return pageOfRows(rows, limit, (row) => [row.id])
}
