import type { Context } from '../../core/context.ts'
import { IdPlace, pageOfRows, readCursor } from '../../core/cursor.ts'
import { found } from '../../core/errors.ts'
import type { ListMembers } from './contract.ts'
import { maySeeWholeTeam } from './policy.ts'
import { shareMember } from './present.ts'
import { findMember, listAcquaintances, listTeamMembers } from './queries.ts'

export async function listMembers({ actor, read }: Context, { team_id, limit, cursor }: ListMembers) {
  const member = found(await findMember(read, team_id, actor.user_id), 'team')
  const [after] = readCursor(cursor, IdPlace) ?? [0]
  const only = maySeeWholeTeam(member) ? undefined : await listAcquaintances(read, team_id, actor.user_id)
  const rows = await listTeamMembers(read, team_id, { after, limit: limit + 1, only })
  const { items, next } = pageOfRows(rows, limit, (row) => [row.id])
  return { items: items.map(shareMember), next }
}
