import type { Context } from '../../core/context.ts'
import { sha256 } from '../../core/crypto.ts'
import { found } from '../../core/errors.ts'
import type { AcceptInvite } from './contract.ts'
import { findLiveInvite, findNamedMember } from './queries.ts'

/** Where an invitation leads and who gave it, for whoever holds it: they may have no account yet. */
export async function seeInvite({ read, now }: Pick<Context, 'read' | 'now'>, { token }: AcceptInvite) {
  const { team_id, role, created_by } = found(await findLiveInvite(read, sha256(token), now()), 'invite')
  const team = await read.selectFrom('teams').select(['id', 'name']).where('id', '=', team_id).executeTakeFirst()
  const giver = await findNamedMember(read, team_id, created_by)
  return { team: found(team, 'invite'), role, invited_by: giver?.name ?? '' }
}
