import type { Context } from '../../core/context.ts'
import type { Writer } from '../../core/database.ts'
import { allow } from '../../core/errors.ts'
import { searchText } from '../../core/search-text.ts'
import type { UpdateComment } from './contract.ts'
import { commentUpdated } from './journal.ts'
import { findNamed, knowMentioned, setMentions } from './mention-steps.ts'
import { mayEditComment } from './policy.ts'
import { streamOfComment, type CommentRow } from './queries.ts'
import { changeComment, takeComment, type CommentAtHand } from './steps.ts'

/** Says it otherwise; what it said before stays in its history, and only those mentioned newly are told. */
export function updateComment({ actor, mutate, now }: Context, { comment_id, content, mentions }: UpdateComment) {
  return mutate(streamOfComment(comment_id), async (write) => {
    const held = await takeComment(write, comment_id, actor.user_id)
    allow(mayEditComment(held.access, held.message), 'comment.edit_forbidden')
    await knowMentioned(write, held.row.project_id, mentions ?? [])
    const at = now()
    await keepVersions(write, held.message, content, at)
    await setMentions(write, comment_id, [
      ...(mentions ?? (await listChosen(write, held))),
      ...(await findNamed(write, held.row.project_id, content)),
    ])
    const { comment, changes } = await changeComment(write, held, {
      content,
      search: searchText(content),
      edited_at: at,
    })
    return { entries: [commentUpdated(held.row, comment, changes)], result: comment }
  })
}

/** Those who were mentioned by hand and not by their name in the text. */
async function listChosen(write: Writer, { row, comment }: CommentAtHand): Promise<number[]> {
  const named = await findNamed(write, row.project_id, comment.content)
  return comment.mentions.map(({ id }) => id).filter((id) => !named.includes(id))
}

async function keepVersions(write: Writer, message: CommentRow, content: string, at: string) {
  const first = { message_id: message.id, content: message.content, written_at: message.created_at }
  const next = { message_id: message.id, content, written_at: at }
  await write
    .insertInto('message_versions')
    .values(message.edited_at === null ? [first, next] : [next])
    .execute()
}
