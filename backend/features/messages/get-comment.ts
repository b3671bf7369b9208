import type { Context } from '../../core/context.ts'
import { found } from '../../core/errors.ts'
import type { CommentById } from './contract.ts'
import { shareComment } from './present.ts'
import { findVisibleComment } from './queries.ts'

export async function getComment({ actor, read }: Context, { comment_id }: CommentById) {
  return shareComment(read, found(await findVisibleComment(read, comment_id, actor.user_id), 'comment'))
}
