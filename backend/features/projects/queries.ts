import type { Selectable } from 'kysely'
import type { Reader } from '../../core/database.ts'
import type { ProjectAccessView } from './table.ts'

/** A person in a project they see: the only way to their roles there. */
export type Access = Selectable<ProjectAccessView>

export function findAccess(db: Reader, project_id: number, user_id: number): Promise<Access | undefined> {
  return db
    .selectFrom('project_access')
    .selectAll()
    .where('project_id', '=', project_id)
    .where('user_id', '=', user_id)
    .executeTakeFirst()
}

/** Everybody who sees the project now. */
export async function listProjectAudience(db: Reader, project_id: number): Promise<number[]> {
  const rows = await db.selectFrom('project_access').select('user_id').where('project_id', '=', project_id).execute()
  return rows.map((row) => row.user_id)
}

/** The board with its project and team, if this person sees it. */
export function findVisibleBoard(db: Reader, board_id: number, user_id: number) {
  return db
    .selectFrom('boards')
    .innerJoin('project_access', 'project_access.project_id', 'boards.project_id')
    .selectAll('boards')
    .where('boards.id', '=', board_id)
    .where('boards.deleted_at', 'is', null)
    .where('project_access.user_id', '=', user_id)
    .executeTakeFirst()
}

export function listColumns(db: Reader, board_id: number) {
  return db
    .selectFrom('columns')
    .select(['id', 'name', 'status', 'position', 'wip_limit'])
    .where('board_id', '=', board_id)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .execute()
}
