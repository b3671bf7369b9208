import type { Selectable } from 'kysely'
import type { Reader, Streams } from '../../core/database.ts'
import { prepared } from '../../core/prepared.ts'
import type { Label } from '../labels/contract.ts'
import type { Access } from '../projects/queries.ts'
import type { TasksTable } from './table.ts'

export type TaskRow = Selectable<TasksTable>

/** The stream of the team the task lies in now; none if there is no such task. */
export function streamOfTask(task_id: number): Streams {
  return async (db) => {
    const task = await teamOfTask.first(db, { task_id })
    return task ? [`team:${task.team_id}`] : []
  }
}

const teamOfTask = prepared((db: Reader, { task_id }: { task_id: number }) =>
  db.selectFrom('tasks').select('team_id').where('id', '=', task_id),
)

/** The task, if this person may see it: a stranger can't learn that it exists. */
export function findVisibleTask(db: Reader, task_id: number, user_id: number): Promise<TaskRow | undefined> {
  return visibleTask(db)
    .where('tasks.id', '=', task_id)
    .where('project_access.user_id', '=', user_id)
    .executeTakeFirst()
}

/** The same with the person's place in its project. */
export async function findTaskAndAccess(
  db: Reader,
  task_id: number,
  user_id: number,
): Promise<{ row: TaskRow; access: Access } | undefined> {
  const found = await taskAndAccess.first(db, { task_id, user_id })
  if (!found) return undefined
  const { role, project_role, movers, archived_at, ...row } = found
  const { project_id, team_id } = row
  return { row, access: { project_id, team_id, user_id, role, project_role, movers, archived_at } }
}

const taskAndAccess = prepared((db: Reader, { task_id, user_id }: { task_id: number; user_id: number }) =>
  visibleTask(db)
    .select([
      'project_access.role',
      'project_access.project_role',
      'project_access.movers',
      'project_access.archived_at',
    ])
    .where('tasks.id', '=', task_id)
    .where('project_access.user_id', '=', user_id),
)

function visibleTask(db: Reader) {
  return db
    .selectFrom('tasks')
    .innerJoin('project_access', 'project_access.project_id', 'tasks.project_id')
    .selectAll('tasks')
    .where('tasks.deleted_at', 'is', null)
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

/** Who stands on one task, and its labels. */
export async function findAround(db: Reader, { id: task_id, creator_id }: Pick<TaskRow, 'id' | 'creator_id'>) {
  const creator = await nameOf.first(db, { user_id: creator_id })
  return {
    creator: { id: creator_id, name: creator?.name ?? '' },
    assignees: await assigneesOf.all(db, { task_id }),
    labels: await labelsOf.all(db, { task_id }),
  }
}

const nameOf = prepared((db: Reader, { user_id }: { user_id: number }) =>
  db.selectFrom('users').select('name').where('id', '=', user_id),
)

const assigneesOf = prepared((db: Reader, { task_id }: { task_id: number }) =>
  db
    .selectFrom('task_assignees')
    .innerJoin('users', 'users.id', 'task_assignees.user_id')
    .select(['users.id', 'users.name'])
    .where('task_assignees.task_id', '=', task_id)
    .orderBy('task_assignees.assigned_at')
    .orderBy('users.id'),
)

const labelsOf = prepared((db: Reader, { task_id }: { task_id: number }) =>
  db
    .selectFrom('task_labels')
    .innerJoin('labels', 'labels.id', 'task_labels.label_id')
    .select(['labels.id', 'labels.name', 'labels.color'])
    .where('task_labels.task_id', '=', task_id)
    .orderBy('labels.name'),
)

/** The last card of a column. */
export async function findLast(
  db: Reader,
  place: { board_id: number; column_id: number },
): Promise<string | undefined> {
  const row = await lastOf.first(db, place)
  return row?.position
}

const lastOf = prepared((db: Reader, { board_id, column_id }: { board_id: number; column_id: number }) =>
  db
    .selectFrom('tasks')
    .select('position')
    .where('board_id', '=', board_id)
    .where('column_id', '=', column_id)
    .where('deleted_at', 'is', null)
    .orderBy('position', 'desc')
    .limit(1),
)

/** The neighbour in a column on one side of a task. */
export async function findNeighbour(
  db: Reader,
  { board_id, column_id }: { board_id: number; column_id: number },
  side: 'before' | 'after',
  position: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('tasks')
    .select('position')
    .where('board_id', '=', board_id)
    .where('column_id', '=', column_id)
    .where('deleted_at', 'is', null)
    .where('position', side === 'before' ? '<' : '>', position)
    .orderBy('position', side === 'before' ? 'desc' : 'asc')
    .limit(1)
    .executeTakeFirst()
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
