import type { Context } from '../../core/context.ts'
import { streams } from '../../core/database.ts'
import type { CreateTeam } from './contract.ts'
import { accessGained, teamCreated } from './journal.ts'
import { makeTeam } from './steps.ts'

/** Whoever makes a team is its admin. */
export function createTeam({ actor, mutate, now }: Context, { name }: CreateTeam) {
  const { user_id } = actor
  return mutate(streams(`user:${user_id}`), async (write) => {
    const team = await makeTeam(write, { name, created_by: user_id, personal_of: null }, now())
    return {
      entries: [teamCreated(team), accessGained(user_id, { team_id: team.id, project_id: null })],
      result: team,
    }
  })
}
