import type { Context } from '../../core/context.ts'
import { streams } from '../../core/database.ts'
import { allow, demand, found } from '../../core/errors.ts'
import { listVisibleProjectIds } from '../projects/queries.ts'
import { followAccess, leaveManagingToOthers, touchBoardsOfTeam } from '../projects/steps.ts'
import type { ChangeRole } from './contract.ts'
import { accessGained, memberUpdated } from './journal.ts'
import { mayGiveRole, mayManageMembers } from './policy.ts'
import { shareMember } from './present.ts'
import { findMember, findNamedMember, listMemberIds } from './queries.ts'

/** Gives a member another role: what they no longer see is taken from them at once, and their devices load the team anew. */
export function changeRole({ actor, mutate, now }: Context, { team_id, user_id, role }: ChangeRole) {
  return mutate(streams(`team:${team_id}`, `user:${user_id}`), async (write) => {
    const own = found(await findMember(write, team_id, actor.user_id), 'team')
    allow(mayManageMembers(own) && mayGiveRole(own, role), 'member.manage_forbidden')
    const before = found(await findNamedMember(write, team_id, user_id), 'member')
    const admins = await listMemberIds(write, team_id, ['admin'])
    demand(role === 'admin' || admins.some((id) => id !== user_id), 'team.last_admin')
    const seen = await listVisibleProjectIds(write, team_id, user_id)
    await write
      .updateTable('team_members')
      .set({ role })
      .where('team_id', '=', team_id)
      .where('user_id', '=', user_id)
      .execute()
    if (role === 'guest') await leaveManagingToOthers(write, { team_id, user_id })
    const followed = await followAccess(write, { team_id, user_id, seen }, now())
    await touchBoardsOfTeam(write, team_id)
    const member = shareMember({ ...before, role })
    const changes = before.role === role ? {} : { role: { from: before.role, to: role } }
    return {
      entries: [
        memberUpdated({ team_id, ...member }, changes),
        ...followed,
        accessGained(user_id, { team_id, project_id: null }),
      ],
      result: member,
    }
  })
}
