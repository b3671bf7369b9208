import type { Reader, Streams } from '../../core/database.ts'
import { demand, found } from '../../core/errors.ts'
import { findAccess, findVisibleBoard, type Access } from '../projects/queries.ts'

/** Where a task is wished to lie; nothing said: in the person's own project, or beside its parent. */
export interface HomeWish {
  project_id?: number | undefined
  board_id?: number | undefined
  parent_id?: number | null | undefined
}

export interface Home {
  team_id: number
  project_id: number
  board_id: number
  access: Access
}

/** The stream of the team that place belongs to; none if there is no such place. */
export function streamOfHome(user_id: number, wish: HomeWish): Streams {
  return async (db) => {
    const board = await findBoardFor(db, user_id, wish)
    return board ? [`team:${board.team_id}`] : []
  }
}

/** The board, with the person's place in its project; 404 for what they don't see, 422 if project and board disagree. */
export async function findHome(db: Reader, user_id: number, wish: HomeWish): Promise<Home> {
  const known =
    wish.project_id === undefined ? undefined : found(await findAccess(db, wish.project_id, user_id), 'project')
  if (wish.board_id !== undefined) {
    const { project_id } = found(await findVisibleBoard(db, wish.board_id, user_id), 'board')
    demand(wish.project_id === undefined || wish.project_id === project_id, 'task.board_elsewhere')
  }
  const board = found(await findBoardFor(db, user_id, wish), 'board')
  return { ...board, access: known ?? found(await findAccess(db, board.project_id, user_id), 'project') }
}

function findBoardFor(db: Reader, user_id: number, { project_id, board_id, parent_id }: HomeWish) {
  const boards = db
    .selectFrom('boards')
    .innerJoin('teams', 'teams.id', 'boards.team_id')
    .innerJoin('projects', 'projects.id', 'boards.project_id')
    .select(['boards.id as board_id', 'boards.project_id', 'boards.team_id'])
    .where('boards.deleted_at', 'is', null)
    .where('projects.deleted_at', 'is', null)
    .orderBy('boards.position')
    .orderBy('boards.id')
    .limit(1)
  if (board_id !== undefined) return boards.where('boards.id', '=', board_id).executeTakeFirst()
  if (project_id !== undefined) return boards.where('boards.project_id', '=', project_id).executeTakeFirst()
  if (parent_id === undefined || parent_id === null) {
    return boards.where('teams.personal_of', '=', user_id).executeTakeFirst()
  }
  const beside = db.selectFrom('tasks').select('board_id').where('id', '=', parent_id)
  return boards.where('boards.id', '=', beside).executeTakeFirst()
}
