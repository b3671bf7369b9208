import type { Changes } from '../../core/contract.ts'
import type { Reader, Streams } from '../../core/database.ts'
import { streamOfTask, type TaskRow } from '../tasks/queries.ts'

interface EntryPlace {
  stream: string
  seq: number
}

/** What this person did to a task by that entry. */
export async function findOwnDeed(db: Reader, { stream, seq }: EntryPlace, user_id: number) {
  const row = await db
    .selectFrom('entries')
    .select(['kind', 'task_id', 'body'])
    .where('stream', '=', stream)
    .where('seq', '=', seq)
    .where('actor_id', '=', user_id)
    .where('kind', 'in', ['task_updated', 'task_deleted'])
    .executeTakeFirst()
  if (!row || row.task_id === null) return undefined
  const { changes, task } = JSON.parse(row.body) as { changes: Changes; task: { version: number } }
  return { kind: row.kind, task_id: row.task_id, changes, version: task.version }
}

/** The stream of the task that entry is about, wherever it lies now. */
export function streamOfDeed({ stream, seq }: EntryPlace): Streams {
  return async (db) => {
    const entry = await db
      .selectFrom('entries')
      .select('task_id')
      .where('stream', '=', stream)
      .where('seq', '=', seq)
      .executeTakeFirst()
    return entry?.task_id ? streamOfTask(entry.task_id)(db) : []
  }
}

/** The task, in the trash or not, if this person sees its project. */
export function findTaskAnywhere(db: Reader, task_id: number, user_id: number): Promise<TaskRow | undefined> {
  return db
    .selectFrom('tasks')
    .innerJoin('project_access', 'project_access.project_id', 'tasks.project_id')
    .selectAll('tasks')
    .where('tasks.id', '=', task_id)
    .where('project_access.user_id', '=', user_id)
    .executeTakeFirst()
}
