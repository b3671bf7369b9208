import type { Reader } from '../../core/database.ts'
import type { TaskRow } from '../tasks/queries.ts'

/** A task in the trash, if this person sees its project. */
export function findTrashedTask(db: Reader, task_id: number, user_id: number): Promise<TaskRow | undefined> {
  return trashOf(db, user_id).where('tasks.id', '=', task_id).executeTakeFirst()
}

interface TrashPage {
  project_id?: number | undefined
  before?: { deleted_at: string; id: number } | undefined
  limit: number
}

/** What was thrown away in projects this person sees, newest first; parts that went with a task lie within it. */
export function listTrashedTasks(db: Reader, user_id: number, { project_id, before, limit }: TrashPage) {
  let query = trashOf(db, user_id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('tasks as parents')
            .select('parents.id')
            .whereRef('parents.id', '=', 'tasks.parent_id')
            .whereRef('parents.deleted_at', '=', 'tasks.deleted_at'),
        ),
      ),
    )
    .orderBy('tasks.deleted_at', 'desc')
    .orderBy('tasks.id', 'desc')
    .limit(limit)
  if (project_id !== undefined) query = query.where('tasks.project_id', '=', project_id)
  if (before) {
    const { deleted_at, id } = before
    query = query.where((eb) => eb(eb.refTuple('tasks.deleted_at', 'tasks.id'), '<', eb.tuple(deleted_at, id)))
  }
  return query.execute()
}

function trashOf(db: Reader, user_id: number) {
  return db
    .selectFrom('tasks')
    .innerJoin('project_access', 'project_access.project_id', 'tasks.project_id')
    .selectAll('tasks')
    .where('tasks.deleted_at', 'is not', null)
    .where('project_access.user_id', '=', user_id)
}

/** The parts, at any depth, that were thrown away together with a task. */
export async function listPartsInTrash(db: Reader, { id, deleted_at }: TaskRow): Promise<TaskRow[]> {
  const parts: TaskRow[] = []
  let above = [id]
  while (above.length > 0) {
    const rows = await db
      .selectFrom('tasks')
      .selectAll()
      .where('parent_id', 'in', above)
      .where('deleted_at', '=', deleted_at)
      .orderBy('id')
      .execute()
    parts.push(...rows)
    above = rows.map((row) => row.id)
  }
  return parts
}

/** Tasks that were thrown away before that moment, oldest first. */
export function listOldTrash(db: Reader, before: string, { ids, limit }: { ids?: number[]; limit: number }) {
  let query = db
    .selectFrom('tasks')
    .select(['id', 'team_id', 'project_id', 'title'])
    .where('deleted_at', '<', before)
    .orderBy('deleted_at')
    .orderBy('id')
    .limit(limit)
  if (ids) query = query.where('id', 'in', ids)
  return query.execute()
}

/** Where in its project a task can lie: on the board it lay on, if that still stands, else on the first. */
export async function findBoardToReturnTo(db: Reader, { project_id, board_id }: TaskRow): Promise<number | undefined> {
  const boards = await db
    .selectFrom('boards')
    .select('id')
    .where('project_id', '=', project_id)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return (boards.find(({ id }) => id === board_id) ?? boards[0])?.id
}

/** Whether another card has taken that place meanwhile. */
export async function isPlaceTaken(db: Reader, { board_id, column_id, position }: TaskRow): Promise<boolean> {
  const other = await db
    .selectFrom('tasks')
    .select('id')
    .where('board_id', '=', board_id)
    .where('column_id', '=', column_id)
    .where('position', '=', position)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return other !== undefined
}

export async function isLiving(db: Reader, task_id: number | null): Promise<boolean> {
  if (task_id === null) return false
  const task = await db
    .selectFrom('tasks')
    .select('id')
    .where('id', '=', task_id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return task !== undefined
}
