import type { Context } from '../../core/context.ts'
import { demand } from '../../core/errors.ts'
import { listColumns } from '../projects/queries.ts'
import { touchBoards } from '../tasks/steps.ts'
import type { CreateColumn } from './contract.ts'
import { columnCreated } from './journal.ts'
import { shareColumn } from './present.ts'
import { streamOfBoard } from './queries.ts'
import { positionAmong, takeBoard } from './steps.ts'
import { MOST_COLUMNS } from './values.ts'

export function createColumn(
  { actor, mutate, now }: Context,
  { before_column_id, after_column_id, ...fields }: CreateColumn,
) {
  return mutate(streamOfBoard(fields.board_id), async (write) => {
    const board = await takeBoard(write, { board_id: fields.board_id }, actor.user_id)
    const others = await listColumns(write, board.id)
    demand(others.length < MOST_COLUMNS, 'column.too_many')
    const position = positionAmong(others, { before: before_column_id, after: after_column_id }, 'column')
    const row = await write
      .insertInto('columns')
      .values({ ...fields, position, created_at: now(), deleted_at: null })
      .returningAll()
      .executeTakeFirstOrThrow()
    await touchBoards(write, board.id)
    const column = shareColumn(row)
    return { entries: [columnCreated(board, column)], result: column }
  })
}
