import type { Context } from '../../core/context.ts'
import { IdPlace, pageOfRows, readCursor } from '../../core/cursor.ts'
import { found } from '../../core/errors.ts'
import type { ListProjectMembers } from './contract.ts'
import { shareProjectMember } from './present.ts'
import { findAccess, listProjectMembers as listMembers } from './queries.ts'

/** Those who were added to the project by name. */
export async function listProjectMembers({ actor, read }: Context, { project_id, limit, cursor }: ListProjectMembers) {
  found(await findAccess(read, project_id, actor.user_id), 'project')
  const [after] = readCursor(cursor, IdPlace) ?? [0]
  const rows = await listMembers(read, project_id, { after, limit: limit + 1 })
  const { items, next } = pageOfRows(rows, limit, (row) => [row.id])
  return { items: items.map(shareProjectMember), next }
}
