import type { Context } from '../../core/context.ts'
import { IdPlace, pageOfRows, readCursor } from '../../core/cursor.ts'
import type { ListTeams } from './contract.ts'
import { shareTeam, teamFor } from './present.ts'
import { listTeamsOf } from './queries.ts'

/** The teams of the person asking, their personal one among them. */
export async function listTeams({ actor, read }: Context, { limit, cursor }: ListTeams) {
  const [after] = readCursor(cursor, IdPlace) ?? [0]
  const rows = await listTeamsOf(read, actor.user_id, { after, limit: limit + 1 })
  const { items, next } = pageOfRows(rows, limit, (row) => [row.id])
  return { items: items.map(({ role, ...row }) => teamFor(shareTeam(row), role)), next }
}
