import type { Context } from '../../core/context.ts'
import { found } from '../../core/errors.ts'
import type { TeamById } from './contract.ts'
import { shareTeam } from './present.ts'
import { findTeamOf } from './queries.ts'

export async function findTeam({ actor, read }: Context, { team_id }: TeamById) {
  return shareTeam(found(await findTeamOf(read, team_id, actor.user_id), 'team'))
}
