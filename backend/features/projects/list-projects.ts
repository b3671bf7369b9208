import type { Context } from '../../core/context.ts'
import { IdPlace, pageOfRows, readCursor } from '../../core/cursor.ts'
import { found } from '../../core/errors.ts'
import { findMember } from '../teams/queries.ts'
import type { ListProjects } from './contract.ts'
import { shareProjects } from './present.ts'
import { listVisibleProjects } from './queries.ts'

/** The projects the person asking sees, in all their teams or in one. */
export async function listProjects({ actor, read }: Context, { limit, cursor, ...filter }: ListProjects) {
  const { user_id } = actor
  if (filter.team_id !== undefined) found(await findMember(read, filter.team_id, user_id), 'team')
  const [after] = readCursor(cursor, IdPlace) ?? [0]
  const rows = await listVisibleProjects(read, user_id, { ...filter, after, limit: limit + 1 })
  const { items, next } = pageOfRows(rows, limit, (row) => [row.id])
  return { items: await shareProjects(read, items), next }
}
