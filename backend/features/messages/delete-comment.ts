import type { Context } from '../../core/context.ts'
import { allow } from '../../core/errors.ts'
import type { CommentById } from './contract.ts'
import { commentDeleted } from './journal.ts'
import { mayDeleteComment } from './policy.ts'
import { streamOfComment } from './queries.ts'
import { changeComment, countComments, takeComment } from './steps.ts'

/** Takes a comment away with its words, their history, mentions and reactions; answers to it stay. */
export function deleteComment({ actor, mutate, now }: Context, { comment_id }: CommentById) {
  return mutate(streamOfComment(comment_id), async (write) => {
    const held = await takeComment(write, comment_id, actor.user_id)
    allow(mayDeleteComment(held.access, held.message), 'comment.delete_forbidden')
    await write.deleteFrom('message_versions').where('message_id', '=', comment_id).execute()
    await write.deleteFrom('message_mentions').where('message_id', '=', comment_id).execute()
    await write.deleteFrom('message_reactions').where('message_id', '=', comment_id).execute()
    const { comment } = await changeComment(write, held, { content: '', search: '', deleted_at: now() })
    const comment_count = await countComments(write, held.row, -1)
    return { entries: [commentDeleted(held.row, comment, comment_count)], result: comment }
  })
}
