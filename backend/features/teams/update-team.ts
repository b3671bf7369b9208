import { changesBetween } from '../../core/changes.ts'
import type { Context } from '../../core/context.ts'
import { streams } from '../../core/database.ts'
import { allow, found, Problem } from '../../core/errors.ts'
import type { SharedTeam, UpdateTeam } from './contract.ts'
import { teamUpdated } from './journal.ts'
import { mayEditTeam } from './policy.ts'
import { shareTeam } from './present.ts'
import { findTeamOf } from './queries.ts'

export function updateTeam({ actor, mutate, now }: Context, { team_id, version, name }: UpdateTeam) {
  return mutate(streams(`team:${team_id}`), async (write) => {
    const team = found(await findTeamOf(write, team_id, actor.user_id), 'team')
    allow(mayEditTeam(team), 'team.edit_forbidden')
    if (version !== undefined && version !== team.version) throw new Problem('team.stale', 409)
    const row = await write
      .updateTable('teams')
      .set({ name: name ?? team.name, version: team.version + 1, updated_at: now() })
      .where('id', '=', team_id)
      .returningAll()
      .executeTakeFirstOrThrow()
    const changed = shareTeam(row)
    const changes = changesBetween<Pick<SharedTeam, 'name'>>(team, { name: changed.name })
    return { entries: [teamUpdated(changed, changes)], result: changed }
  })
}
