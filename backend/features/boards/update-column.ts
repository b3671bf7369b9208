import { changesBetween } from '../../core/changes.ts'
import type { Context } from '../../core/context.ts'
import type { Writer } from '../../core/database.ts'
import { listColumns } from '../projects/queries.ts'
import { taskUpdated } from '../tasks/journal.ts'
import { changeTasks } from '../tasks/many-steps.ts'
import { fieldsOfStatus, touchBoards } from '../tasks/steps.ts'
import type { Status } from '../tasks/values.ts'
import type { BoardColumn, UpdateColumn } from './contract.ts'
import { columnUpdated } from './journal.ts'
import { shareColumn } from './present.ts'
import { listCards, streamOfColumn, type ColumnRow } from './queries.ts'
import { positionAmong, takeColumn } from './steps.ts'

/** Changes a column; when it stands for another status from now on, so do the cards in it. */
export function updateColumn(
  { actor, mutate, now }: Context,
  { column_id, version, before_column_id, after_column_id, ...fields }: UpdateColumn,
) {
  return mutate(streamOfColumn(column_id), async (write) => {
    const held = await takeColumn(write, { column_id, version }, actor.user_id)
    const beside = { before: before_column_id, after: after_column_id }
    const at = now()
    const row = await write
      .updateTable('columns')
      .set({ ...fields, ...(await placeOf(write, held.column, beside)), version: held.column.version + 1 })
      .where('id', '=', column_id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await touchBoards(write, held.board.id)
    const column = shareColumn(row)
    const { version: _, ...visible } = column
    const changes = changesBetween<Omit<BoardColumn, 'version'>>(shareColumn(held.column), visible)
    const cards = await turnCards(write, held.column, row.status, at)
    return { entries: [columnUpdated(held.board, column, changes), ...cards], result: column }
  })
}

async function placeOf(
  write: Writer,
  { id, board_id }: ColumnRow,
  beside: { before: number | undefined; after: number | undefined },
) {
  if (beside.before === undefined && beside.after === undefined) return {}
  const others = (await listColumns(write, board_id)).filter((column) => column.id !== id)
  return { position: positionAmong(others, beside, 'column') }
}

/** Cards whose status was not the column's (cancelled ones stay where they are) keep it. */
async function turnCards(write: Writer, { id, board_id, status: former }: ColumnRow, status: Status, at: string) {
  if (status === former) return []
  const cards = await listCards(write, { board_id, column_id: id })
  const turned = await changeTasks(
    write,
    cards,
    (card) => (card.status === former ? fieldsOfStatus(card, status, at) : undefined),
    at,
  )
  return turned.map(({ task, changes }) => taskUpdated(task, changes))
}
