import type { Reader } from '../../core/database.ts'
import type { TeamRole } from './values.ts'

export function findMember(db: Reader, team_id: number, user_id: number) {
  return db
    .selectFrom('team_members')
    .selectAll()
    .where('team_id', '=', team_id)
    .where('user_id', '=', user_id)
    .executeTakeFirst()
}

export async function listMemberIds(db: Reader, team_id: number, roles: TeamRole[]): Promise<number[]> {
  const rows = await db
    .selectFrom('team_members')
    .select('user_id')
    .where('team_id', '=', team_id)
    .where('role', 'in', roles)
    .execute()
  return rows.map((row) => row.user_id)
}
