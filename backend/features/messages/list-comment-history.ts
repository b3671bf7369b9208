import type { Context } from '../../core/context.ts'
import { IdPlace, pageOfRows, readCursor } from '../../core/cursor.ts'
import { found } from '../../core/errors.ts'
import type { ListCommentHistory } from './contract.ts'
import { findVisibleComment } from './queries.ts'

/** What a comment says and said before, newest first. */
export async function listCommentHistory({ actor, read }: Context, { comment_id, limit, cursor }: ListCommentHistory) {
  const comment = found(await findVisibleComment(read, comment_id, actor.user_id), 'comment')
  if (comment.edited_at === null) return { items: [{ content: comment.content, at: comment.created_at }], next: null }
  const [before] = readCursor(cursor, IdPlace) ?? []
  const rows = await read
    .selectFrom('message_versions')
    .select(['id', 'content', 'written_at'])
    .where('message_id', '=', comment_id)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? 0))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOfRows(rows, limit, ({ id }) => [id])
  return { items: items.map(({ content, written_at }) => ({ content, at: written_at })), next }
}
