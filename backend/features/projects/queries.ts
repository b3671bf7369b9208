import type { Selectable } from 'kysely'
import type { Reader, Streams } from '../../core/database.ts'
import { prepared } from '../../core/prepared.ts'
import type { ProjectAccessView, ProjectsTable } from './table.ts'
import type { ProjectStatus } from './values.ts'

/** A person in a project they see: the only way to their roles there. */
export type Access = Selectable<ProjectAccessView>
export type ProjectRow = Selectable<ProjectsTable>

/** The stream of the project's team, and those of other people; none if there is no such project. */
export function streamOfProject(project_id: number, ...user_ids: number[]): Streams {
  return async (db) => {
    const project = await db.selectFrom('projects').select('team_id').where('id', '=', project_id).executeTakeFirst()
    return project ? [`team:${project.team_id}`, ...user_ids.map((id) => `user:${id}`)] : []
  }
}

/** The same with the streams of all who may come to see it or see it no more. */
export function streamsOfProjectPeople(project_id: number): Streams {
  return async (db) => {
    const people = await db
      .selectFrom('projects')
      .innerJoin('team_members', 'team_members.team_id', 'projects.team_id')
      .select(['projects.team_id', 'team_members.user_id'])
      .where('projects.id', '=', project_id)
      .execute()
    return people.flatMap(({ team_id, user_id }) => [`team:${team_id}`, `user:${user_id}`])
  }
}

export function findAccess(db: Reader, project_id: number, user_id: number): Promise<Access | undefined> {
  return access.first(db, { project_id, user_id })
}

const access = prepared((db: Reader, { project_id, user_id }: { project_id: number; user_id: number }) =>
  db.selectFrom('project_access').selectAll().where('project_id', '=', project_id).where('user_id', '=', user_id),
)

/** Everybody who sees the project now. */
export async function listProjectAudience(db: Reader, project_id: number): Promise<number[]> {
  const rows = await audience.all(db, { project_id })
  return rows.map((row) => row.user_id)
}

const audience = prepared((db: Reader, { project_id }: { project_id: number }) =>
  db.selectFrom('project_access').select('user_id').where('project_id', '=', project_id),
)

/** The team's projects that this person sees now. */
export async function listVisibleProjectIds(db: Reader, team_id: number, user_id: number): Promise<number[]> {
  const rows = await db
    .selectFrom('project_access')
    .select('project_id')
    .where('team_id', '=', team_id)
    .where('user_id', '=', user_id)
    .execute()
  return rows.map((row) => row.project_id)
}

/** The project, if this person sees it. */
export function findVisibleProject(db: Reader, project_id: number, user_id: number): Promise<ProjectRow | undefined> {
  return projectsOf(db, user_id).where('projects.id', '=', project_id).executeTakeFirst()
}

export function listVisibleProjects(
  db: Reader,
  user_id: number,
  page: { after: number; limit: number; team_id?: number | undefined; status?: ProjectStatus | undefined },
): Promise<ProjectRow[]> {
  let query = projectsOf(db, user_id).where('projects.id', '>', page.after).orderBy('projects.id').limit(page.limit)
  if (page.team_id !== undefined) query = query.where('projects.team_id', '=', page.team_id)
  if (page.status !== undefined) query = query.where('projects.status', '=', page.status)
  return query.execute()
}

function projectsOf(db: Reader, user_id: number) {
  return db
    .selectFrom('projects')
    .innerJoin('project_access', 'project_access.project_id', 'projects.id')
    .selectAll('projects')
    .where('project_access.user_id', '=', user_id)
}

/** Those who were added to the project by name, by id. */
export function listProjectMembers(
  db: Reader,
  project_id: number,
  { after = 0, limit, only }: { after?: number; limit: number; only?: number[] },
) {
  let query = db
    .selectFrom('project_members')
    .innerJoin('users', 'users.id', 'project_members.user_id')
    .select(['users.id', 'users.name', 'project_members.role', 'project_members.joined_at'])
    .where('project_members.project_id', '=', project_id)
    .where('users.id', '>', after)
    .orderBy('users.id')
    .limit(limit)
  if (only) query = query.where('users.id', 'in', only)
  return query.execute()
}

export async function findProjectMember(db: Reader, project_id: number, user_id: number) {
  const [member] = await listProjectMembers(db, project_id, { limit: 1, only: [user_id] })
  return member
}

/** Everybody who sees the project, as its boards show them. */
export async function listPeopleOfProject(db: Reader, project_id: number) {
  const rows = await db
    .selectFrom('project_access')
    .innerJoin('users', 'users.id', 'project_access.user_id')
    .select(['users.id', 'users.name', 'project_access.role', 'project_access.project_role'])
    .where('project_access.project_id', '=', project_id)
    .orderBy('users.name')
    .orderBy('users.id')
    .execute()
  return rows.map(({ id, name, role, project_role }) => ({ id, name, role: project_role ?? role }))
}

/** Who leads each of these projects. */
export async function listLeads(db: Reader, rows: Pick<ProjectRow, 'lead_id'>[]) {
  const ids = [...new Set(rows.flatMap(({ lead_id }) => lead_id ?? []))]
  return ids.length === 0 ? [] : db.selectFrom('users').select(['id', 'name']).where('id', 'in', ids).execute()
}

/** The project, if it lies in the trash and this person runs its team. */
export function findTrashedProject(db: Reader, project_id: number, user_id: number): Promise<ProjectRow | undefined> {
  return db
    .selectFrom('projects')
    .innerJoin('team_members', 'team_members.team_id', 'projects.team_id')
    .selectAll('projects')
    .where('projects.id', '=', project_id)
    .where('projects.deleted_at', 'is not', null)
    .where('team_members.user_id', '=', user_id)
    .where('team_members.role', 'in', ['admin', 'manager'])
    .executeTakeFirst()
}

export function listBoardRows(db: Reader, project_id: number) {
  return db
    .selectFrom('boards')
    .selectAll()
    .where('project_id', '=', project_id)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .execute()
}

/** Tasks in which something is left to do; a part comes after its whole. */
export async function listOpenTasks(db: Reader, project_id: number, limit: number) {
  const rows = await db
    .selectFrom('tasks')
    .selectAll()
    .where('project_id', '=', project_id)
    .where('deleted_at', 'is', null)
    .where('status', 'not in', ['done', 'cancelled'])
    .orderBy('id')
    .limit(limit)
    .execute()
  const depth = (row: (typeof rows)[number] | undefined, seen = 0): number =>
    !row?.parent_id || seen > rows.length ? 0 : 1 + depth(byId.get(row.parent_id), seen + 1)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return rows.toSorted((a, b) => depth(a) - depth(b) || a.id - b.id)
}

export function listBoardsOf(db: Reader, project_ids: number[]) {
  return db
    .selectFrom('boards')
    .select(['id', 'name', 'project_id'])
    .where('project_id', 'in', project_ids)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
}

/** The board with its project and team, if this person sees it. */
export function findVisibleBoard(db: Reader, board_id: number, user_id: number) {
  return visibleBoard.first(db, { board_id, user_id })
}

const visibleBoard = prepared((db: Reader, { board_id, user_id }: { board_id: number; user_id: number }) =>
  db
    .selectFrom('boards')
    .innerJoin('project_access', 'project_access.project_id', 'boards.project_id')
    .selectAll('boards')
    .where('boards.id', '=', board_id)
    .where('boards.deleted_at', 'is', null)
    .where('project_access.user_id', '=', user_id),
)
export type BoardRow = NonNullable<Awaited<ReturnType<typeof findVisibleBoard>>>

export function listColumns(db: Reader, board_id: number) {
  return columnsOf.all(db, { board_id })
}

const columnsOf = prepared((db: Reader, { board_id }: { board_id: number }) =>
  db
    .selectFrom('columns')
    .select(['id', 'name', 'status', 'position', 'wip_limit', 'wip_mode', 'color', 'version'])
    .where('board_id', '=', board_id)
    .where('deleted_at', 'is', null)
    .orderBy('position'),
)

/** The cards of a board, column by column from top to bottom. */
export function listBoardTasks(db: Reader, board_id: number) {
  return db
    .selectFrom('tasks')
    .selectAll()
    .where('board_id', '=', board_id)
    .where('deleted_at', 'is', null)
    .orderBy('column_id')
    .orderBy('position')
    .orderBy('id')
    .execute()
}

/** A person's own tasks need a place: the last project of a personal team stays. */
export async function isLastPersonal(db: Reader, { id, team_id }: { id: number; team_id: number }): Promise<boolean> {
  const other = await db
    .selectFrom('teams')
    .leftJoin('projects', (join) =>
      join.onRef('projects.team_id', '=', 'teams.id').on('projects.id', '!=', id).on('projects.deleted_at', 'is', null),
    )
    .select(['teams.personal_of', 'projects.id as other_id'])
    .where('teams.id', '=', team_id)
    .limit(1)
    .executeTakeFirstOrThrow()
  return other.personal_of !== null && other.other_id === null
}
