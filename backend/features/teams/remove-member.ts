import type { Context } from '../../core/context.ts'
import { streams } from '../../core/database.ts'
import { allow, demand, found } from '../../core/errors.ts'
import type { MemberById } from './contract.ts'
import { mayManageMembers } from './policy.ts'
import { findMember, listMemberIds } from './queries.ts'
import { removeTeamMember } from './steps.ts'

export function removeMember({ actor, mutate, now }: Context, { team_id, user_id }: MemberById) {
  return mutate(streams(`team:${team_id}`, `user:${user_id}`), async (write) => {
    const own = found(await findMember(write, team_id, actor.user_id), 'team')
    allow(mayManageMembers(own), 'member.manage_forbidden')
    found(await findMember(write, team_id, user_id), 'member')
    const admins = await listMemberIds(write, team_id, ['admin'])
    demand(
      admins.some((id) => id !== user_id),
      'team.last_admin',
    )
    return removeTeamMember(write, { team_id, user_id }, now())
  })
}
