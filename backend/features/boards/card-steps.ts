import type { Writer } from '../../core/database.ts'
import { positionBetween } from '../../core/position.ts'
import type { Entry } from '../../entries.ts'
import { taskDeleted, taskUpdated } from '../tasks/journal.ts'
import { changeTasks } from '../tasks/many-steps.ts'
import { findLast, type TaskRow } from '../tasks/queries.ts'
import { demandRoom, type ColumnAtHand } from '../tasks/room-steps.ts'
import { fieldsOfStatus } from '../tasks/steps.ts'

/** Puts these cards at the end of a column, in their order; a cancelled one stays cancelled. */
export async function moveCards(
  write: Writer,
  cards: TaskRow[],
  { board_id, column }: { board_id: number; column: ColumnAtHand },
  at: string,
): Promise<Entry[]> {
  if (cards.length === 0) return []
  await demandRoom(write, board_id, column, cards.length)
  let last = await findLast(write, { board_id, column_id: column.id })
  const moved = await changeTasks(
    write,
    cards,
    (card) => {
      last = positionBetween(last, undefined)
      const status = card.status === 'cancelled' ? {} : fieldsOfStatus(card, column.status, at)
      return { board_id, column_id: column.id, position: last, ...status }
    },
    at,
  )
  return moved.map(({ task, changes }) => taskUpdated(task, changes))
}

export async function trashCards(write: Writer, cards: TaskRow[], at: string): Promise<Entry[]> {
  const gone = await changeTasks(write, cards, () => ({ deleted_at: at }), at)
  return gone.map(({ task }) => taskDeleted(task))
}

/** What lies in the trash keeps a place to come back to. */
export async function rehomeTrash(
  write: Writer,
  from: { board_id: number; column_id?: number },
  to: { board_id: number; column_id: number },
): Promise<void> {
  let query = write
    .updateTable('tasks')
    .set(to)
    .where('board_id', '=', from.board_id)
    .where('deleted_at', 'is not', null)
  if (from.column_id !== undefined) query = query.where('column_id', '=', from.column_id)
  await query.execute()
}
