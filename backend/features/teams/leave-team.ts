import type { Context } from '../../core/context.ts'
import { streams } from '../../core/database.ts'
import { demand, found } from '../../core/errors.ts'
import type { TeamById } from './contract.ts'
import { findTeamOf, listMemberIds } from './queries.ts'
import { removeTeamMember } from './steps.ts'

export function leaveTeam({ actor, mutate, now }: Context, { team_id }: TeamById) {
  const { user_id } = actor
  return mutate(streams(`team:${team_id}`, `user:${user_id}`), async (write) => {
    const team = found(await findTeamOf(write, team_id, user_id), 'team')
    demand(team.personal_of === null, 'team.personal')
    const admins = await listMemberIds(write, team_id, ['admin'])
    demand(
      admins.some((id) => id !== user_id),
      'team.last_admin',
    )
    return removeTeamMember(write, { team_id, user_id }, now())
  })
}
