import type { Reader, Writer } from '../../core/database.ts'
import { Problem } from '../../core/errors.ts'
import { listNamedPeople } from '../projects/people-queries.ts'
import { MOST_MENTIONS } from './values.ts'

/** `@name`, not inside an address such as anna@example.com. */
const AT_NAME = /(?<![\p{L}\p{N}_.@])@([a-z]\w{2,31})/giu

/** Ids of those whom a text names, among the people of a project. */
export async function findNamed(db: Reader, project_id: number, text: string): Promise<number[]> {
  const names = new Set([...text.matchAll(AT_NAME)].map(([, name = '']) => name.toLowerCase()))
  if (names.size === 0) return []
  const people = await listNamedPeople(db, project_id)
  return people.filter(({ username }) => username && names.has(username.toLowerCase())).map(({ id }) => id)
}

/** 404 if somebody who is to be mentioned does not see the project, as for somebody who does not exist. */
export async function knowMentioned(db: Reader, project_id: number, user_ids: number[]): Promise<void> {
  if (user_ids.length === 0) return
  const inside = new Set((await listNamedPeople(db, project_id)).map(({ id }) => id))
  if (!user_ids.every((id) => inside.has(id))) throw new Problem('comment.mention_outside', 404)
}

export async function setMentions(write: Writer, message_id: number, user_ids: number[]): Promise<void> {
  await write.deleteFrom('message_mentions').where('message_id', '=', message_id).execute()
  const mentioned = [...new Set(user_ids)].slice(0, MOST_MENTIONS)
  if (mentioned.length === 0) return
  await write
    .insertInto('message_mentions')
    .values(mentioned.map((user_id) => ({ message_id, user_id })))
    .execute()
}
