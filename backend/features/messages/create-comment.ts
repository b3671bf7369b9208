import type { Context } from '../../core/context.ts'
import { allow, found } from '../../core/errors.ts'
import { searchText } from '../../core/search-text.ts'
import { streamOfTask } from '../tasks/queries.ts'
import { takeTask } from '../tasks/steps.ts'
import type { CreateComment } from './contract.ts'
import { commentCreated } from './journal.ts'
import { findNamed, knowMentioned, setMentions } from './mention-steps.ts'
import { mayComment } from './policy.ts'
import { shareComment } from './present.ts'
import { findVisibleComment, listCommenters } from './queries.ts'
import { countComments, findOrMakeThread } from './steps.ts'

/** Says something under a task; whoever takes part in the task is told. */
export function createComment({ actor, mutate, now }: Context, { task_id, ...wish }: CreateComment) {
  const { user_id } = actor
  const { content, reply_to_id, mentions = [] } = wish
  return mutate(streamOfTask(task_id), async (write) => {
    const { row, task, access, people } = await takeTask(write, { task_id }, user_id)
    allow(mayComment(access, people), 'comment.create_forbidden')
    if (reply_to_id !== null) {
      const answered = await findVisibleComment(write, reply_to_id, user_id)
      found(answered?.task_id === task_id ? answered : undefined, 'comment')
    }
    await knowMentioned(write, row.project_id, mentions)
    const at = now()
    const { search: _, ...message } = await write
      .insertInto('messages')
      .values({
        thread_id: await findOrMakeThread(write, task_id, at),
        sender_id: user_id,
        kind: 'text',
        content,
        reply_to_id,
        search: searchText(content),
        created_at: at,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await setMentions(write, message.id, [...mentions, ...(await findNamed(write, row.project_id, content))])
    const comment_count = await countComments(write, row, 1)
    const comment = await shareComment(write, { ...message, task_id })
    const followers = [
      people.creator_id,
      ...people.assignee_ids,
      ...task.watchers.map(({ id }) => id),
      ...(await listCommenters(write, task_id)),
    ]
    const told = { comment_count, followers: [...new Set(followers)] }
    return { entries: [commentCreated(row, comment, told)], result: comment }
  })
}
