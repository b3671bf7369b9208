import type { Context } from '../../core/context.ts'
import { demand, found } from '../../core/errors.ts'
import { listColumns } from '../projects/queries.ts'
import { touchBoards } from '../tasks/steps.ts'
import { moveCards, rehomeTrash } from './card-steps.ts'
import type { DeleteColumn } from './contract.ts'
import { columnDeleted } from './journal.ts'
import { shareColumn } from './present.ts'
import { listCards, streamOfColumn } from './queries.ts'
import { takeColumn } from './steps.ts'

/** Takes a column off its board; its cards go where they are told to. */
export function deleteColumn({ actor, mutate, now }: Context, { move_to, ...ids }: DeleteColumn) {
  return mutate(streamOfColumn(ids.column_id), async (write) => {
    const { column, board } = await takeColumn(write, ids, actor.user_id)
    const others = (await listColumns(write, board.id)).filter(({ id }) => id !== column.id)
    const named = move_to === undefined ? undefined : found(columnOf(others, move_to, column.id), 'column')
    const [first] = others
    demand(first !== undefined, 'column.last')
    const place = { board_id: board.id, column_id: column.id }
    const cards = await listCards(write, place)
    demand(cards.length === 0 || named !== undefined, 'column.not_empty')
    const at = now()
    const alike = named ?? others.find(({ status }) => status === column.status) ?? first
    const moved = await moveCards(write, cards, { board_id: board.id, column: alike }, at)
    await rehomeTrash(write, place, { board_id: board.id, column_id: alike.id })
    const row = await write
      .updateTable('columns')
      .set({ deleted_at: at, version: column.version + 1 })
      .where('id', '=', column.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await touchBoards(write, board.id)
    const gone = shareColumn(row)
    return { entries: [columnDeleted(board, gone), ...moved], result: gone }
  })
}

function columnOf<C extends { id: number }>(others: C[], move_to: number, self: number): C | undefined {
  demand(move_to !== self, 'column.same')
  return others.find(({ id }) => id === move_to)
}
