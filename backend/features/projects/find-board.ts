import type { Context } from '../../core/context.ts'
import { found } from '../../core/errors.ts'
import type { BoardById } from './contract.ts'
import { findVisibleBoard } from './queries.ts'

export async function findBoard({ actor, read }: Context, { board_id }: BoardById) {
  return found(await findVisibleBoard(read, board_id, actor.user_id), 'board')
}
