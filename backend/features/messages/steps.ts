import type { Updateable } from 'kysely'
import { changesBetween } from '../../core/changes.ts'
import type { Changes } from '../../core/contract.ts'
import type { Writer } from '../../core/database.ts'
import { found } from '../../core/errors.ts'
import { takeTask, touchBoards, type TaskAtHand } from '../tasks/steps.ts'
import type { SharedComment } from './contract.ts'
import { shareComment } from './present.ts'
import { findVisibleComment, type CommentRow } from './queries.ts'
import type { MessagesTable } from './table.ts'

export interface CommentAtHand extends TaskAtHand {
  message: CommentRow
  comment: SharedComment
}

/** The comment with its task and the person's place there; 404 if they don't see it. */
export async function takeComment(write: Writer, comment_id: number, user_id: number): Promise<CommentAtHand> {
  const message = found(await findVisibleComment(write, comment_id, user_id), 'comment')
  const held = await takeTask(write, { task_id: message.task_id }, user_id)
  return { ...held, message, comment: await shareComment(write, message) }
}

/** Writes the fields with a new version, and answers with the comment as it now is and what changed. */
export async function changeComment(
  write: Writer,
  { message, comment }: Pick<CommentAtHand, 'message' | 'comment'>,
  fields: Updateable<MessagesTable>,
): Promise<{ comment: SharedComment; changes: Changes }> {
  const { search: _, ...changed } = await write
    .updateTable('messages')
    .set({ ...fields, version: message.version + 1 })
    .where('id', '=', message.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const now = await shareComment(write, { ...changed, task_id: message.task_id })
  const { version: _version, edited_at: _edited_at, ...visible } = now
  return { comment: now, changes: changesBetween<Omit<SharedComment, 'version' | 'edited_at'>>(comment, visible) }
}

/** The thread under a task, made with its first comment. */
export async function findOrMakeThread(write: Writer, task_id: number, at: string): Promise<number> {
  const known = await write.selectFrom('threads').select('id').where('task_id', '=', task_id).executeTakeFirst()
  if (known) return known.id
  const made = await write
    .insertInto('threads')
    .values({ kind: 'task', task_id, created_at: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return made.id
}

/** One comment more or less under a task: its card shows it, but the task itself is no newer. */
export async function countComments(
  write: Writer,
  { id, board_id }: { id: number; board_id: number },
  step: 1 | -1,
): Promise<number> {
  const { comment_count } = await write
    .updateTable('tasks')
    .set((eb) => ({ comment_count: eb('comment_count', '+', step) }))
    .where('id', '=', id)
    .returning('comment_count')
    .executeTakeFirstOrThrow()
  await touchBoards(write, board_id)
  return comment_count
}
