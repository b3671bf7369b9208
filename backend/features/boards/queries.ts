import type { Selectable } from 'kysely'
import type { Reader, Schema, Streams } from '../../core/database.ts'
import type { TaskRow } from '../tasks/queries.ts'

export type ColumnRow = Selectable<Schema['columns']>
export type BoardRow = Selectable<Schema['boards']>

/** The stream of the board's team; none if there is no such board. */
export function streamOfBoard(board_id: number): Streams {
  return async (db) => {
    const board = await db.selectFrom('boards').select('team_id').where('id', '=', board_id).executeTakeFirst()
    return board ? [`team:${board.team_id}`] : []
  }
}

export function streamOfColumn(column_id: number): Streams {
  return async (db) => {
    const row = await db
      .selectFrom('columns')
      .innerJoin('boards', 'boards.id', 'columns.board_id')
      .select('boards.team_id')
      .where('columns.id', '=', column_id)
      .executeTakeFirst()
    return row ? [`team:${row.team_id}`] : []
  }
}

/** The column, if it still stands and this person sees its board. */
export function findVisibleColumn(db: Reader, column_id: number, user_id: number): Promise<ColumnRow | undefined> {
  return db
    .selectFrom('columns')
    .innerJoin('boards', 'boards.id', 'columns.board_id')
    .innerJoin('project_access', 'project_access.project_id', 'boards.project_id')
    .selectAll('columns')
    .where('columns.id', '=', column_id)
    .where('columns.deleted_at', 'is', null)
    .where('boards.deleted_at', 'is', null)
    .where('project_access.user_id', '=', user_id)
    .executeTakeFirst()
}

/** The cards of a column, or of a whole board, from top to bottom. */
export function listCards(db: Reader, { board_id, column_id }: { board_id: number; column_id?: number }) {
  let query = db
    .selectFrom('tasks')
    .selectAll()
    .where('board_id', '=', board_id)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
  if (column_id !== undefined) query = query.where('column_id', '=', column_id)
  return query.execute() as Promise<TaskRow[]>
}

export function listBoardPlaces(db: Reader, project_id: number) {
  return db
    .selectFrom('boards')
    .select(['id', 'position'])
    .where('project_id', '=', project_id)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
}
