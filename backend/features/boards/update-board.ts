import { changesBetween } from '../../core/changes.ts'
import type { Context } from '../../core/context.ts'
import { found } from '../../core/errors.ts'
import type { Board, UpdateBoard } from './contract.ts'
import { boardUpdated } from './journal.ts'
import { shareBoard } from './present.ts'
import { listBoardPlaces, streamOfBoard } from './queries.ts'
import { positionAmong, renewProject, takeBoard } from './steps.ts'

/** Renames a board, or puts it before or after another one of its project. */
export function updateBoard(
  { actor, mutate, now }: Context,
  { before_board_id, after_board_id, name, ...ids }: UpdateBoard,
) {
  return mutate(streamOfBoard(ids.board_id), async (write) => {
    const held = await takeBoard(write, ids, actor.user_id)
    const at = now()
    const places = await listBoardPlaces(write, held.project_id)
    const others = places.filter(({ id }) => id !== held.id)
    const beside = { before: before_board_id, after: after_board_id }
    const moves = before_board_id !== undefined || after_board_id !== undefined
    const position = moves ? positionAmong(others, beside, 'board') : held.position
    let row = held
    const renewed = await renewProject(write, held.project_id, at, async () => {
      const changed = await write
        .updateTable('boards')
        .set({
          position,
          name: name ?? held.name,
          version: held.version + 1,
          counter: held.counter + 1,
          updated_at: at,
        })
        .where('id', '=', held.id)
        .returningAll()
        .executeTakeFirst()
      row = found(changed, 'board')
    })
    const board = shareBoard(row)
    const { version: _, updated_at: __, ...visible } = board
    const changes = changesBetween<Omit<Board, 'version' | 'updated_at'>>(shareBoard(held), visible)
    return { entries: [boardUpdated(board, changes), renewed], result: board }
  })
}
