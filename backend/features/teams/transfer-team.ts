import type { Context } from '../../core/context.ts'
import { streams } from '../../core/database.ts'
import { allow, demand, found } from '../../core/errors.ts'
import { listVisibleProjectIds } from '../projects/queries.ts'
import { followAccess, leaveManagingToOthers, touchBoardsOfTeam } from '../projects/steps.ts'
import type { TransferTeam } from './contract.ts'
import { accessGained, memberUpdated } from './journal.ts'
import { mayManageMembers } from './policy.ts'
import { shareMember, shareTeam } from './present.ts'
import { findNamedMember, findTeamOf } from './queries.ts'

/** Hands a team over: another member is its admin from now on, and whoever hands it over has the role they keep. */
export function transferTeam({ actor, mutate, now }: Context, { team_id, user_id, keep_role }: TransferTeam) {
  const giver_id = actor.user_id
  return mutate(streams(`team:${team_id}`, `user:${user_id}`, `user:${giver_id}`), async (write) => {
    const team = found(await findTeamOf(write, team_id, giver_id), 'team')
    allow(mayManageMembers(team), 'member.manage_forbidden')
    demand(team.personal_of === null, 'team.personal')
    const taker = found(await findNamedMember(write, team_id, user_id), 'member')
    demand(user_id !== giver_id, 'team.transfer_self')
    const giver = found(await findNamedMember(write, team_id, giver_id), 'member')
    const seen = await listVisibleProjectIds(write, team_id, giver_id)
    for (const [id, role] of [
      [user_id, 'admin'],
      [giver_id, keep_role],
    ] as const)
      await write
        .updateTable('team_members')
        .set({ role })
        .where('team_id', '=', team_id)
        .where('user_id', '=', id)
        .execute()
    if (keep_role === 'guest') await leaveManagingToOthers(write, { team_id, user_id: giver_id })
    const followed = await followAccess(write, { team_id, user_id: giver_id, seen }, now())
    await touchBoardsOfTeam(write, team_id)
    const [took, gave] = [shareMember({ ...taker, role: 'admin' }), shareMember({ ...giver, role: keep_role })]
    return {
      entries: [
        memberUpdated({ team_id, ...took }, taker.role === 'admin' ? {} : { role: { from: taker.role, to: 'admin' } }),
        memberUpdated({ team_id, ...gave }, { role: { from: giver.role, to: keep_role } }),
        ...followed,
        accessGained(user_id, { team_id, project_id: null }),
        accessGained(giver_id, { team_id, project_id: null }),
      ],
      result: shareTeam(team),
    }
  })
}
