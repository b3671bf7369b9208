import type { Context } from '../../core/context.ts'
import { sha256 } from '../../core/crypto.ts'
import type { Streams } from '../../core/database.ts'
import { demand, found } from '../../core/errors.ts'
import type { AcceptInvite } from './contract.ts'
import { accessGained, memberAdded } from './journal.ts'
import { shareMember, shareTeam } from './present.ts'
import { findLiveInvite, findNamedMember, findTeamByInvite, findTeamOf, wasRemovedSince } from './queries.ts'
import { addTeamMember } from './steps.ts'

/** Brings the person into the team; whoever is a member already keeps their role, and no use is spent. */
export async function acceptInvite({ actor, read, mutate, now }: Context, { token }: AcceptInvite) {
  const { user_id } = actor
  const hash = sha256(token)
  const joined = await findTeamByInvite(read, hash, user_id)
  if (joined) return shareTeam(joined)
  return mutate(streamsOfInvite(hash, user_id), async (write) => {
    const at = now()
    const invite = found(await findLiveInvite(write, hash, at), 'invite')
    const { team_id, role } = invite
    demand(!(await findNamedMember(write, team_id, user_id)), 'team.already_member')
    found((await wasRemovedSince(write, { team_id, user_id }, invite.created_at)) ? undefined : invite, 'invite')
    await write
      .updateTable('invites')
      .set({ uses_left: invite.uses_left - 1 })
      .where('id', '=', invite.id)
      .execute()
    await addTeamMember(write, { team_id, user_id, role }, at)
    const team = found(await findTeamOf(write, team_id, user_id), 'team')
    const member = shareMember(found(await findNamedMember(write, team_id, user_id), 'member'))
    return {
      entries: [memberAdded({ team_id, ...member }), accessGained(user_id, { team_id, project_id: null })],
      result: shareTeam(team),
    }
  })
}

function streamsOfInvite(hash: string, user_id: number): Streams {
  return async (db) => {
    const invite = await db.selectFrom('invites').select('team_id').where('hash', '=', hash).executeTakeFirst()
    return invite ? [`team:${invite.team_id}`, `user:${user_id}`] : []
  }
}
