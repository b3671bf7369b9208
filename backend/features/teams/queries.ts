import type { Selectable } from 'kysely'
import type { Reader } from '../../core/database.ts'
import { mayGiveRole } from './policy.ts'
import type { InvitesTable, TeamMembersTable } from './table.ts'
import type { TeamRole } from './values.ts'

export type Member = Selectable<TeamMembersTable>
export type InviteRow = Selectable<InvitesTable>

export function findMember(db: Reader, team_id: number, user_id: number): Promise<Member | undefined> {
  return db
    .selectFrom('team_members')
    .selectAll()
    .where('team_id', '=', team_id)
    .where('user_id', '=', user_id)
    .executeTakeFirst()
}

/** The team, with the role this person has in it. */
export function findTeamOf(db: Reader, team_id: number, user_id: number) {
  return teamsOf(db, user_id).where('teams.id', '=', team_id).executeTakeFirst()
}
export type TeamOf = NonNullable<Awaited<ReturnType<typeof findTeamOf>>>

export function listTeamsOf(db: Reader, user_id: number, page: { after: number; limit: number }) {
  return teamsOf(db, user_id).where('teams.id', '>', page.after).orderBy('teams.id').limit(page.limit).execute()
}

function teamsOf(db: Reader, user_id: number) {
  return db
    .selectFrom('teams')
    .innerJoin('team_members', 'team_members.team_id', 'teams.id')
    .selectAll('teams')
    .select('team_members.role')
    .where('team_members.user_id', '=', user_id)
}

/** Members as others see them, by id; `only` leaves out everybody else. */
export function listTeamMembers(
  db: Reader,
  team_id: number,
  { after = 0, limit, only }: { after?: number; limit: number; only?: number[] | undefined },
) {
  let query = db
    .selectFrom('team_members')
    .innerJoin('users', 'users.id', 'team_members.user_id')
    .select(['users.id', 'users.name', 'team_members.role', 'team_members.joined_at'])
    .where('team_members.team_id', '=', team_id)
    .where('users.id', '>', after)
    .orderBy('users.id')
    .limit(limit)
  if (only) query = query.where('users.id', 'in', only)
  return query.execute()
}

/** One member with their name. */
export async function findNamedMember(db: Reader, team_id: number, user_id: number) {
  const [member] = await listTeamMembers(db, team_id, { limit: 1, only: [user_id] })
  return member
}

/** Everybody this person shares a project of the team with, and the person. */
export async function listAcquaintances(db: Reader, team_id: number, user_id: number): Promise<number[]> {
  const rows = await db
    .selectFrom('project_access as theirs')
    .innerJoin('project_access as own', 'own.project_id', 'theirs.project_id')
    .select('theirs.user_id')
    .distinct()
    .where('own.team_id', '=', team_id)
    .where('own.user_id', '=', user_id)
    .execute()
  return [...new Set([user_id, ...rows.map((row) => row.user_id)])]
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

/** The invitation, while it has uses and time left and whoever made it could still make it. */
export async function findLiveInvite(db: Reader, hash: string, now: string): Promise<InviteRow | undefined> {
  const invite = await db.selectFrom('invites').selectAll().where('hash', '=', hash).executeTakeFirst()
  if (!invite || invite.uses_left === 0 || invite.expires_at <= now) return undefined
  const maker = await findMember(db, invite.team_id, invite.created_by)
  return maker && mayGiveRole(maker, invite.role) ? invite : undefined
}

/** The team this invitation leads to, if the person is in it already. */
export function findTeamByInvite(db: Reader, hash: string, user_id: number): Promise<TeamOf | undefined> {
  return teamsOf(db, user_id)
    .innerJoin('invites', 'invites.team_id', 'teams.id')
    .where('invites.hash', '=', hash)
    .executeTakeFirst()
}

export async function countInvitesSince(db: Reader, team_id: number, since: string): Promise<number> {
  const row = await db
    .selectFrom('invites')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('team_id', '=', team_id)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Whether somebody else took the person out of the team after this moment. */
export async function wasRemovedSince(db: Reader, member: { team_id: number; user_id: number }, since: string) {
  const row = await db
    .selectFrom('entries')
    .select('seq')
    .where('kind', '=', 'member_removed')
    .where('user_id', '=', member.user_id)
    .where('team_id', '=', member.team_id)
    .where('actor_id', '!=', member.user_id)
    .where('at', '>', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
