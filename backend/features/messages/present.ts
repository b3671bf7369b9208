import type { Reader } from '../../core/database.ts'
import { findAccess } from '../projects/queries.ts'
import { findVisibleTask, listAssignees } from '../tasks/queries.ts'
import type { Comment, SharedComment } from './contract.ts'
import { mayComment, mayDeleteComment, mayEditComment } from './policy.ts'
import { listMentions, listReactions, type CommentRow } from './queries.ts'

/** Comments as everybody who sees them sees them. */
export async function shareComments(db: Reader, rows: CommentRow[]): Promise<SharedComment[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const senders = await db
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(rows.map(({ sender_id }) => sender_id))])
    .execute()
  const names = new Map(senders.map(({ id, name }) => [id, name]))
  const [mentions, reactions] = [await listMentions(db, ids), await listReactions(db, ids)]
  return rows.map(({ sender_id, ...row }) => ({
    ...row,
    sender: { id: sender_id, name: names.get(sender_id) ?? '' },
    mentions: mentions.get(row.id) ?? [],
    reactions: reactions.get(row.id) ?? [],
  }))
}

export async function shareComment(db: Reader, row: CommentRow): Promise<SharedComment> {
  const [comment] = await shareComments(db, [row])
  if (!comment) throw new Error('one row is one comment')
  return comment
}

/** One comment with what this person may do to it; nothing once it is deleted or out of sight. */
export async function commentFor(db: Reader, comment: SharedComment, user_id: number): Promise<Comment> {
  const task = comment.deleted_at === null ? await findVisibleTask(db, comment.task_id, user_id) : undefined
  const access = task && (await findAccess(db, task.project_id, user_id))
  if (!task || !access) return { ...comment, may: { edit: false, delete: false, react: false } }
  const assignees = (await listAssignees(db, [task.id])).get(task.id) ?? []
  const people = { creator_id: task.creator_id, assignee_ids: assignees.map(({ id }) => id) }
  const sent = { sender_id: comment.sender.id }
  return {
    ...comment,
    may: {
      edit: mayEditComment(access, sent),
      delete: mayDeleteComment(access, sent),
      react: mayComment(access, people),
    },
  }
}
