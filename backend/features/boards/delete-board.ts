import type { Context } from '../../core/context.ts'
import type { Writer } from '../../core/database.ts'
import { demand, found } from '../../core/errors.ts'
import type { Entry } from '../../entries.ts'
import { listColumns } from '../projects/queries.ts'
import type { TaskRow } from '../tasks/queries.ts'
import { moveCards, rehomeTrash, trashCards } from './card-steps.ts'
import type { DeleteBoard } from './contract.ts'
import { boardDeleted } from './journal.ts'
import { shareBoard } from './present.ts'
import { listBoardPlaces, listCards, streamOfBoard, type BoardRow } from './queries.ts'
import { renewProject, takeBoard } from './steps.ts'

/** Takes a board out of its project; its cards go to another one by their status, or into the trash. */
export function deleteBoard({ actor, mutate, now }: Context, { move_to, trash, ...ids }: DeleteBoard) {
  return mutate(streamOfBoard(ids.board_id), async (write) => {
    const held = await takeBoard(write, ids, actor.user_id)
    demand(move_to !== held.id, 'board.same')
    const others = (await listBoardPlaces(write, held.project_id)).filter(({ id }) => id !== held.id)
    const named = move_to === undefined ? others[0] : others.find(({ id }) => id === move_to)
    if (move_to !== undefined) found(named, 'board')
    demand(named !== undefined, 'board.last')
    const cards = await listCards(write, { board_id: held.id })
    demand(cards.length === 0 || trash || move_to !== undefined, 'board.not_empty')
    const at = now()
    const gone = trash ? await trashCards(write, cards, at) : await moveToBoard(write, cards, named.id, at)
    await rehome(write, held, named.id)
    let row = held
    const renewed = await renewProject(write, held.project_id, at, async () => {
      row = await write
        .updateTable('boards')
        .set({ deleted_at: at, version: held.version + 1, counter: held.counter + 1, updated_at: at })
        .where('id', '=', held.id)
        .returningAll()
        .executeTakeFirstOrThrow()
    })
    const board = shareBoard(row)
    return { entries: [boardDeleted(board), renewed, ...gone], result: board }
  })
}

/** Each card to the first column of its status; where there is none, to the board's first. */
async function moveToBoard(write: Writer, cards: TaskRow[], board_id: number, at: string): Promise<Entry[]> {
  const columns = await listColumns(write, board_id)
  const [first] = columns
  demand(first !== undefined, 'board.no_columns')
  const columnFor = (card: TaskRow) => columns.find(({ status }) => status === card.status) ?? first
  const entries: Entry[] = []
  for (const column of columns) {
    const own = cards.filter((card) => columnFor(card).id === column.id)
    entries.push(...(await moveCards(write, own, { board_id, column }, at)))
  }
  return entries
}

async function rehome(write: Writer, { id }: BoardRow, board_id: number) {
  const [first] = await listColumns(write, board_id)
  demand(first !== undefined, 'board.no_columns')
  await rehomeTrash(write, { board_id: id }, { board_id, column_id: first.id })
}
