import type { PersonRef } from '../../core/contract.ts'
import type { Reader } from '../../core/database.ts'
import { prepared } from '../../core/prepared.ts'

/** Who watches each of these tasks, the longest first. */
export async function listWatchersOf(db: Reader, task_ids: number[]): Promise<Map<number, PersonRef[]>> {
  const people = new Map<number, PersonRef[]>(task_ids.map((id) => [id, []]))
  if (task_ids.length === 0) return people
  const rows = await db
    .selectFrom('task_watchers')
    .innerJoin('users', 'users.id', 'task_watchers.user_id')
    .select(['task_watchers.task_id', 'users.id', 'users.name'])
    .where('task_watchers.task_id', 'in', task_ids)
    .orderBy('task_watchers.since')
    .orderBy('users.id')
    .execute()
  for (const { task_id, ...person } of rows) people.get(task_id)?.push(person)
  return people
}

/** Who watches one task, the longest first. */
export function listWatchersOfOne(db: Reader, task_id: number): Promise<PersonRef[]> {
  return watchersOf.all(db, { task_id })
}

const watchersOf = prepared((db: Reader, { task_id }: { task_id: number }) =>
  db
    .selectFrom('task_watchers')
    .innerJoin('users', 'users.id', 'task_watchers.user_id')
    .select(['users.id', 'users.name'])
    .where('task_watchers.task_id', '=', task_id)
    .orderBy('task_watchers.since')
    .orderBy('users.id'),
)
