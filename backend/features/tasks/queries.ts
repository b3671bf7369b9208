import type { Selectable } from 'kysely'
import type { Reader, Streams } from '../../core/database.ts'
import type { Label } from '../labels/contract.ts'
import type { TasksTable } from './table.ts'

export type TaskRow = Selectable<TasksTable>

/** The stream of the team the task lies in now; none if there is no such task. */
export function streamOfTask(task_id: number): Streams {
  return async (db) => {
    const task = await db.selectFrom('tasks').select('team_id').where('id', '=', task_id).executeTakeFirst()
    return task ? [`team:${task.team_id}`] : []
  }
}

/** The task, if this person may see it: a stranger can't learn that it exists. */
export function findVisibleTask(db: Reader, task_id: number, user_id: number): Promise<TaskRow | undefined> {
  return db
    .selectFrom('tasks')
    .innerJoin('project_access', 'project_access.project_id', 'tasks.project_id')
    .selectAll('tasks')
    .where('tasks.id', '=', task_id)
    .where('tasks.deleted_at', 'is', null)
    .where('project_access.user_id', '=', user_id)
    .executeTakeFirst()
}

/** Who works on each of these tasks, in the order they were assigned. */
export async function listAssignees(
  db: Reader,
  task_ids: number[],
): Promise<Map<number, { id: number; name: string }[]>> {
  const people = new Map<number, { id: number; name: string }[]>(task_ids.map((id) => [id, []]))
  if (task_ids.length === 0) return people
  const rows = await db
    .selectFrom('task_assignees')
    .innerJoin('users', 'users.id', 'task_assignees.user_id')
    .select(['task_assignees.task_id', 'users.id', 'users.name'])
    .where('task_assignees.task_id', 'in', task_ids)
    .orderBy('task_assignees.assigned_at')
    .orderBy('users.id')
    .execute()
  for (const { task_id, id, name } of rows) people.get(task_id)?.push({ id, name })
  return people
}

export async function listTaskLabels(db: Reader, task_ids: number[]): Promise<Map<number, Label[]>> {
  const labels = new Map<number, Label[]>(task_ids.map((id) => [id, []]))
  if (task_ids.length === 0) return labels
  const rows = await db
    .selectFrom('task_labels')
    .innerJoin('labels', 'labels.id', 'task_labels.label_id')
    .select(['task_labels.task_id', 'labels.id', 'labels.name', 'labels.color'])
    .where('task_labels.task_id', 'in', task_ids)
    .orderBy('labels.name')
    .execute()
  for (const { task_id, ...label } of rows) labels.get(task_id)?.push(label)
  return labels
}

/** The neighbour in a column on one side of a task, or its last (first) card when there is none to stand beside. */
export async function findNeighbour(
  db: Reader,
  { board_id, column_id }: { board_id: number; column_id: number },
  side: 'before' | 'after',
  position?: string,
): Promise<string | undefined> {
  let query = db
    .selectFrom('tasks')
    .select('position')
    .where('board_id', '=', board_id)
    .where('column_id', '=', column_id)
    .where('deleted_at', 'is', null)
    .orderBy('position', side === 'before' ? 'desc' : 'asc')
    .limit(1)
  if (position !== undefined) query = query.where('position', side === 'before' ? '<' : '>', position)
  const row = await query.executeTakeFirst()
  return row?.position
}

/** Everything below a task, at any depth. */
export async function listSubtasks(db: Reader, task_id: number): Promise<TaskRow[]> {
  const found = new Map<number, TaskRow>()
  let above = [task_id]
  while (above.length > 0) {
    const rows = await db
      .selectFrom('tasks')
      .selectAll()
      .where('parent_id', 'in', above)
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .execute()
    above = rows.map(({ id }) => id).filter((id) => !found.has(id))
    for (const row of rows) found.set(row.id, row)
  }
  return [...found.values()]
}
