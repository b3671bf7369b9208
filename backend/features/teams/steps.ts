import type { Selectable } from 'kysely'
import type { Writer } from '../../core/database.ts'
import type { SharedTeam } from './contract.ts'
import type { TeamsTable } from './table.ts'
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
}

export function shareTeam({
  id,
  name,
  personal_of,
  version,
  created_at,
  updated_at,
}: Selectable<TeamsTable>): SharedTeam {
  return { id, name, personal: personal_of !== null, version, created_at, updated_at }
}
