import type { Writer } from '../../core/database.ts'
import type { Entry } from '../../entries.ts'
import { listProjectLabels } from '../labels/queries.ts'
import { setTaskLabels } from '../labels/steps.ts'
import { taskCreated } from '../tasks/journal.ts'
import { shareTasks } from '../tasks/present.ts'
import { listTaskLabels, type TaskRow } from '../tasks/queries.ts'
import { listBoardRows, listColumns } from './queries.ts'

interface Place {
  project_id: number
  team_id: number
}
/** Old ids to new ones. */
interface Copied {
  boards: Map<number, number>
  columns: Map<number, number>
  labels: Map<number, number>
}

/** The boards, columns and labels of one project, made anew in another. */
export async function copyBoards(write: Writer, from: number, to: Place, at: string): Promise<Copied> {
  const copied: Copied = { boards: new Map(), columns: new Map(), labels: new Map() }
  for (const { id, name, position } of await listBoardRows(write, from)) {
    const board = await write
      .insertInto('boards')
      .values({ ...to, name, position, created_at: at, updated_at: at })
      .returning('id')
      .executeTakeFirstOrThrow()
    copied.boards.set(id, board.id)
    for (const { id: column_id, version: _, ...column } of await listColumns(write, id)) {
      const row = await write
        .insertInto('columns')
        .values({ ...column, board_id: board.id, created_at: at, deleted_at: null })
        .returning('id')
        .executeTakeFirstOrThrow()
      copied.columns.set(column_id, row.id)
    }
  }
  for (const { id, name, color } of await listProjectLabels(write, from)) {
    const label = await write
      .insertInto('labels')
      .values({ project_id: to.project_id, name, color, created_at: at })
      .returning('id')
      .executeTakeFirstOrThrow()
    copied.labels.set(id, label.id)
  }
  return copied
}

/** Tasks made anew where their originals lay, parts under their wholes; people and times are not carried over. */
export async function copyTasks(
  write: Writer,
  rows: TaskRow[],
  { to, copied, creator_id, at }: { to: Place; copied: Copied; creator_id: number; at: string },
): Promise<Entry[]> {
  const labels = await listTaskLabels(
    write,
    rows.map(({ id }) => id),
  )
  const made = new Map<number, TaskRow>()
  for (const row of rows) {
    const [board_id, column_id] = [copied.boards.get(row.board_id), copied.columns.get(row.column_id)]
    if (board_id === undefined || column_id === undefined) continue
    const { title, description, status, priority, position, estimate_minutes, search } = row
    const parent_id = made.get(row.parent_id ?? 0)?.id ?? null
    const fields = { title, description, status, priority, position, estimate_minutes, search, parent_id, creator_id }
    const task = await write
      .insertInto('tasks')
      .values({ ...to, board_id, column_id, ...fields, created_at: at, updated_at: at })
      .returningAll()
      .executeTakeFirstOrThrow()
    made.set(row.id, task)
    const own = (labels.get(row.id) ?? []).flatMap(({ id }) => copied.labels.get(id) ?? [])
    await setTaskLabels(
      write,
      task.id,
      own.map((id) => ({ id })),
    )
  }
  return (await shareTasks(write, [...made.values()])).map(taskCreated)
}
