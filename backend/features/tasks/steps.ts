import type { Updateable } from 'kysely'
import { changesBetween } from '../../core/changes.ts'
import type { Writer } from '../../core/database.ts'
import { demand, found, Problem } from '../../core/errors.ts'
import { positionBetween } from '../../core/position.ts'
import { prepared } from '../../core/prepared.ts'
import { listColumns, type Access } from '../projects/queries.ts'
import { demandOpen } from '../projects/open-steps.ts'
import { followTask } from '../reminders/steps.ts'
import type { Changes } from '../../core/contract.ts'
import type { SharedTask } from './contract.ts'
import { shareTask, shareWith } from './present.ts'
import { findLast, findNeighbour, findTaskAndAccess, type TaskRow } from './queries.ts'
import { demandRoom } from './room-steps.ts'
import type { TasksTable } from './table.ts'
import { isClosed, type Status } from './values.ts'

export interface TaskAtHand {
  row: TaskRow
  task: SharedTask
  access: Access
  people: { creator_id: number; assignee_ids: number[] }
}

/** The task, the person's place in its project, and 404 for both if they don't see it; 409 if they saw an older version. */
export async function takeTask(
  write: Writer,
  ids: { task_id: number; version?: number | undefined },
  user_id: number,
): Promise<TaskAtHand> {
  const { row, access } = found(await findTaskAndAccess(write, ids.task_id, user_id), 'task')
  if (ids.version !== undefined && ids.version !== row.version) throw new Problem('task.stale', 409)
  demandOpen(access)
  const task = await shareTask(write, row)
  return { row, task, access, people: { creator_id: row.creator_id, assignee_ids: task.assignees.map(({ id }) => id) } }
}

/**
 * Writes the fields with a new version, keeps reminders in step, and answers with the thing as it now is and what changed.
 * `share` reads people and labels anew where the operation has changed them as well.
 */
export async function changeTask(
  write: Writer,
  { row, task }: Pick<TaskAtHand, 'row' | 'task'>,
  fields: Updateable<TasksTable>,
  at: string,
  share: (changed: TaskRow) => SharedTask | Promise<SharedTask> = (changed) => shareWith(changed, task),
): Promise<{ task: SharedTask; changes: Changes; row: TaskRow }> {
  const changed = await write
    .updateTable('tasks')
    .set({ ...fields, version: row.version + 1, updated_at: at })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await touchBoards(write, row.board_id, changed.board_id)
  const after = await share(changed)
  await followTask(write, task, after, at)
  const { version: _version, updated_at: _updated_at, ...visible } = after
  return {
    task: after,
    changes: changesBetween<Omit<SharedTask, 'version' | 'updated_at'>>(task, visible),
    row: changed,
  }
}

/** What shows on these boards has changed: their cached bytes are old. */
export async function touchBoards(write: Writer, ...board_ids: number[]): Promise<void> {
  for (const board_id of new Set(board_ids)) await touchBoard.all(write, { board_id })
}

const touchBoard = prepared((write: Writer, { board_id }: { board_id: number }) =>
  write
    .updateTable('boards')
    .set((eb) => ({ counter: eb('counter', '+', 1) }))
    .where('id', '=', board_id),
)

interface Wish {
  column_id?: number | undefined
  status?: Status | undefined
  before_task_id?: number | undefined
  after_task_id?: number | undefined
}

/** Column, status and position that stand for the wish: a status without a column goes to the first column of that status, `cancelled` stays where it is. */
export async function findPlace(
  write: Writer,
  row: Pick<TaskRow, 'board_id' | 'column_id' | 'status' | 'id'>,
  wish: Wish,
) {
  const columns = await listColumns(write, row.board_id)
  const beside = await findBeside(write, row, wish)
  const wanted = wish.column_id ?? beside?.column_id
  const named =
    wanted === undefined
      ? undefined
      : found(
          columns.find((column) => column.id === wanted),
          'column',
        )
  const current = columns.find((column) => column.id === row.column_id)
  const byStatus = current?.status === wish.status ? current : columns.find((column) => column.status === wish.status)
  const column = named ?? byStatus ?? current ?? columns[0]
  demand(column !== undefined, 'board.no_columns')
  demand(beside === undefined || beside.column_id === column.id, 'task.beside_another_column')
  const status = named ? named.status : (wish.status ?? column.status)
  if (column.id !== row.column_id) await demandRoom(write, row.board_id, column, 1)
  const place = { board_id: row.board_id, column_id: column.id }
  return { column_id: column.id, status, position: await findPosition(write, place, wish, beside) }
}

/** Fields that follow a status: done_at stands exactly while the task is done, and what is closed is not overdue or snoozed. */
export function fieldsOfStatus(row: Pick<TaskRow, 'done_at'>, status: Status, at: string): Updateable<TasksTable> {
  const done_at = status === 'done' ? (row.done_at ?? at) : null
  return isClosed(status)
    ? { status, done_at, overdue_at: null, snoozed_until: null, snooze_reason: null }
    : { status, done_at }
}

async function findBeside(
  write: Writer,
  row: Pick<TaskRow, 'board_id' | 'id'>,
  { before_task_id, after_task_id }: Wish,
) {
  const id = before_task_id ?? after_task_id
  if (id === undefined) return undefined
  demand(id !== row.id, 'task.beside_itself')
  const beside = await write
    .selectFrom('tasks')
    .select(['column_id', 'position'])
    .where('id', '=', id)
    .where('board_id', '=', row.board_id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return found(beside, 'task')
}

async function findPosition(
  write: Writer,
  place: { board_id: number; column_id: number },
  wish: Wish,
  beside: { position: string } | undefined,
): Promise<string> {
  if (!beside) return positionBetween(await findLast(write, place), undefined)
  if (wish.before_task_id !== undefined)
    return positionBetween(await findNeighbour(write, place, 'before', beside.position), beside.position)
  return positionBetween(beside.position, await findNeighbour(write, place, 'after', beside.position))
}
