import type { Context } from '../../core/context.ts'
import { allow, demand } from '../../core/errors.ts'
import type { React } from './contract.ts'
import { commentUpdated } from './journal.ts'
import { mayComment } from './policy.ts'
import { streamOfComment } from './queries.ts'
import { changeComment, takeComment } from './steps.ts'
import { MOST_EMOJIS } from './values.ts'

/** Answers a comment with an emoji; the same one twice stays one. */
export function addReaction({ actor, mutate, now }: Context, { comment_id, emoji }: React) {
  return mutate(streamOfComment(comment_id), async (write) => {
    const held = await takeComment(write, comment_id, actor.user_id)
    allow(mayComment(held.access, held.people), 'comment.react_forbidden')
    const { reactions } = held.comment
    const known = reactions.some((reaction) => reaction.emoji === emoji)
    demand(known || reactions.length < MOST_EMOJIS, 'comment.too_many_emojis')
    await write
      .insertInto('message_reactions')
      .values({ message_id: comment_id, user_id: actor.user_id, emoji, reacted_at: now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const { comment, changes } = await changeComment(write, held, {})
    return { entries: [commentUpdated(held.row, comment, changes)], result: comment }
  })
}
