import type { Context } from '../../core/context.ts'
import type { React } from './contract.ts'
import { commentUpdated } from './journal.ts'
import { streamOfComment } from './queries.ts'
import { changeComment, takeComment } from './steps.ts'

/** Takes back one's own emoji; one's own is always one's to take back. */
export function removeReaction({ actor, mutate }: Context, { comment_id, emoji }: React) {
  return mutate(streamOfComment(comment_id), async (write) => {
    const held = await takeComment(write, comment_id, actor.user_id)
    await write
      .deleteFrom('message_reactions')
      .where('message_id', '=', comment_id)
      .where('user_id', '=', actor.user_id)
      .where('emoji', '=', emoji)
      .execute()
    const { comment, changes } = await changeComment(write, held, {})
    return { entries: [commentUpdated(held.row, comment, changes)], result: comment }
  })
}
