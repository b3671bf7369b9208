import type { Reader, Streams } from '../../core/database.ts'
import { demand, found } from '../../core/errors.ts'
import { prepared } from '../../core/prepared.ts'
import { findAccess, type Access } from '../projects/queries.ts'

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
  const board = await findBoardFor(db, user_id, wish)
  const elsewhere = wish.project_id !== undefined && wish.project_id !== board?.project_id
  if (elsewhere) found(await findAccess(db, wish.project_id ?? 0, user_id), 'project')
  const { project_id } = found(board, 'board')
  const access = found(await findAccess(db, project_id, user_id), wish.project_id === project_id ? 'project' : 'board')
  demand(!elsewhere, 'task.board_elsewhere')
  demand(access.archived_at === null, 'project.archived')
  return { ...found(board, 'board'), access }
}

function findBoardFor(db: Reader, user_id: number, { project_id, board_id, parent_id }: HomeWish) {
  if (board_id !== undefined) return boardById.first(db, { board_id })
  if (project_id !== undefined) return boardOfProject.first(db, { project_id })
  if (parent_id === undefined || parent_id === null) return boardOfPerson.first(db, { user_id })
  return boardOfTask.first(db, { parent_id })
}

const boardById = prepared((db: Reader, { board_id }: { board_id: number }) =>
  firstBoard(db).where('boards.id', '=', board_id),
)
const boardOfProject = prepared((db: Reader, { project_id }: { project_id: number }) =>
  firstBoard(db).where('boards.project_id', '=', project_id),
)
const boardOfPerson = prepared((db: Reader, { user_id }: { user_id: number }) =>
  firstBoard(db).where('teams.personal_of', '=', user_id),
)
const boardOfTask = prepared((db: Reader, { parent_id }: { parent_id: number }) =>
  firstBoard(db).where('boards.id', '=', db.selectFrom('tasks').select('board_id').where('id', '=', parent_id)),
)

function firstBoard(db: Reader) {
  return db
    .selectFrom('boards')
    .innerJoin('teams', 'teams.id', 'boards.team_id')
    .innerJoin('projects', 'projects.id', 'boards.project_id')
    .select(['boards.id as board_id', 'boards.project_id', 'boards.team_id'])
    .where('boards.deleted_at', 'is', null)
    .where('projects.deleted_at', 'is', null)
    .orderBy('boards.position')
    .orderBy('boards.id')
    .limit(1)
}
