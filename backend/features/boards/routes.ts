import { del, patch, post } from '../../core/routes.ts'
import { Board, BoardColumn, CreateColumn, DeleteBoard, DeleteColumn, UpdateBoard, UpdateColumn } from './contract.ts'
import { createColumn } from './create-column.ts'
import { deleteBoard } from './delete-board.ts'
import { deleteColumn } from './delete-column.ts'
import { updateBoard } from './update-board.ts'
import { updateColumn } from './update-column.ts'

export const boardRoutes = [
  patch('/boards/:board_id', {
    summary: 'Rename a board, or put it before or after another',
    input: UpdateBoard,
    output: Board,
    run: updateBoard,
  }),
  del('/boards/:board_id', {
    summary: 'Delete a board, saying where its cards go; a project keeps at least one',
    input: DeleteBoard,
    output: Board,
    run: deleteBoard,
  }),
  post('/boards/:board_id/columns', {
    summary: 'Add a column to a board',
    status: 201,
    input: CreateColumn,
    output: BoardColumn,
    run: createColumn,
  }),
  patch('/columns/:column_id', {
    summary: 'Change a column; its cards follow the status it stands for',
    input: UpdateColumn,
    output: BoardColumn,
    run: updateColumn,
  }),
  del('/columns/:column_id', {
    summary: 'Delete a column, saying where its cards go; a board keeps at least one',
    input: DeleteColumn,
    output: BoardColumn,
    run: deleteColumn,
  }),
]
