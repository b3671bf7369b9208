import type { Selectable } from 'kysely'
import type { Reader, Streams } from '../../core/database.ts'
import type { PersonRef } from '../../core/contract.ts'
import type { MessagesTable } from './table.ts'

/** A comment with the task it stands under. */
export type CommentRow = Omit<Selectable<MessagesTable>, 'search'> & { task_id: number }

const COLUMNS = [
  'messages.id',
  'messages.thread_id',
  'messages.sender_id',
  'messages.kind',
  'messages.content',
  'messages.reply_to_id',
  'messages.version',
  'messages.created_at',
  'messages.edited_at',
  'messages.deleted_at',
] as const

function comments(db: Reader) {
  return db
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.thread_id')
    .innerJoin('tasks', 'tasks.id', 'threads.task_id')
    .select(COLUMNS)
    .select('tasks.id as task_id')
    .where('messages.deleted_at', 'is', null)
}

/** The comment, if this person sees the task it stands under. */
export function findVisibleComment(db: Reader, comment_id: number, user_id: number): Promise<CommentRow | undefined> {
  return comments(db)
    .innerJoin('project_access', 'project_access.project_id', 'tasks.project_id')
    .where('messages.id', '=', comment_id)
    .where('tasks.deleted_at', 'is', null)
    .where('project_access.user_id', '=', user_id)
    .executeTakeFirst()
}

/** The comments of a task, oldest first. */
export function listTaskComments(
  db: Reader,
  task_id: number,
  { after, limit }: { after: number; limit: number },
): Promise<CommentRow[]> {
  return comments(db)
    .where('threads.task_id', '=', task_id)
    .where('messages.id', '>', after)
    .orderBy('messages.id')
    .limit(limit)
    .execute()
}

/** Everybody who has written under a task. */
export async function listCommenters(db: Reader, task_id: number): Promise<number[]> {
  const rows = await db
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.thread_id')
    .select('messages.sender_id')
    .distinct()
    .where('threads.task_id', '=', task_id)
    .where('messages.deleted_at', 'is', null)
    .execute()
  return rows.map(({ sender_id }) => sender_id)
}

/** The stream of the team in which the comment's task lies now. */
export function streamOfComment(comment_id: number): Streams {
  return async (db) => {
    const task = await db
      .selectFrom('messages')
      .innerJoin('threads', 'threads.id', 'messages.thread_id')
      .innerJoin('tasks', 'tasks.id', 'threads.task_id')
      .select('tasks.team_id')
      .where('messages.id', '=', comment_id)
      .executeTakeFirst()
    return task ? [`team:${task.team_id}`] : []
  }
}

/** Who is mentioned in each of these messages. */
export async function listMentions(db: Reader, message_ids: number[]): Promise<Map<number, PersonRef[]>> {
  const mentions = new Map<number, PersonRef[]>(message_ids.map((id) => [id, []]))
  if (message_ids.length === 0) return mentions
  const rows = await db
    .selectFrom('message_mentions')
    .innerJoin('users', 'users.id', 'message_mentions.user_id')
    .select(['message_mentions.message_id', 'users.id', 'users.name'])
    .where('message_id', 'in', message_ids)
    .orderBy('users.id')
    .execute()
  for (const { message_id, ...person } of rows) mentions.get(message_id)?.push(person)
  return mentions
}

type Reactions = { emoji: string; people: PersonRef[] }[]

/** The reactions to each of these messages, the first emoji first. */
export async function listReactions(db: Reader, message_ids: number[]): Promise<Map<number, Reactions>> {
  const reactions = new Map<number, Reactions>(message_ids.map((id) => [id, []]))
  if (message_ids.length === 0) return reactions
  const rows = await db
    .selectFrom('message_reactions')
    .innerJoin('users', 'users.id', 'message_reactions.user_id')
    .select(['message_reactions.message_id', 'message_reactions.emoji', 'users.id', 'users.name'])
    .where('message_id', 'in', message_ids)
    .orderBy('message_reactions.reacted_at')
    .orderBy('users.id')
    .execute()
  for (const { message_id, emoji, ...person } of rows) {
    const all = reactions.get(message_id) ?? []
    const known = all.find((reaction) => reaction.emoji === emoji)
    if (known) known.people.push(person)
    else all.push({ emoji, people: [person] })
  }
  return reactions
}
