import type { Writer } from '../../core/database.ts'
import { found } from '../../core/errors.ts'
import type { Entry } from '../../entries.ts'
import { listVisibleProjectIds } from '../projects/queries.ts'
import { touchBoardsOfTeam, withdraw } from '../projects/steps.ts'
import type { SharedTeam, TeamMember } from './contract.ts'
import { accessLost, memberRemoved } from './journal.ts'
import { shareMember, shareTeam } from './present.ts'
import { findNamedMember } from './queries.ts'
import type { TeamRole } from './values.ts'

/** A team and its first member, who is its admin. */
export async function makeTeam(
  write: Writer,
  team: { name: string; created_by: number; personal_of: number | null },
  at: string,
): Promise<SharedTeam> {
  const row = await write
    .insertInto('teams')
    .values({ ...team, created_at: at, updated_at: at })
    .returningAll()
    .executeTakeFirstOrThrow()
  await addTeamMember(write, { team_id: row.id, user_id: team.created_by, role: 'admin' }, at)
  return shareTeam(row)
}

export async function addTeamMember(
  write: Writer,
  member: { team_id: number; user_id: number; role: TeamRole },
  at: string,
): Promise<void> {
  await write
    .insertInto('team_members')
    .values({ ...member, joined_at: at })
    .execute()
  await touchBoardsOfTeam(write, member.team_id)
}

/** Whoever is taken out leaves nothing behind that would still reach them: projects, assignments, reminders. */
export async function removeTeamMember(
  write: Writer,
  { team_id, user_id }: { team_id: number; user_id: number },
  at: string,
): Promise<{ entries: [Entry, ...Entry[]]; result: TeamMember }> {
  const member = shareMember(found(await findNamedMember(write, team_id, user_id), 'member'))
  const seen = await listVisibleProjectIds(write, team_id, user_id)
  await write.deleteFrom('team_members').where('team_id', '=', team_id).where('user_id', '=', user_id).execute()
  await write
    .deleteFrom('project_members')
    .where('user_id', '=', user_id)
    .where('project_id', 'in', (eb) => eb.selectFrom('projects').select('id').where('team_id', '=', team_id))
    .execute()
  const tasks = await withdraw(write, { user_ids: [user_id], project_ids: seen }, at)
  await touchBoardsOfTeam(write, team_id)
  return {
    entries: [
      memberRemoved({ team_id, user: member.user }),
      accessLost(user_id, { team_id, project_id: null }),
      ...tasks,
    ],
    result: member,
  }
}
