import type { Writer } from '../../core/database.ts'
import { demand } from '../../core/errors.ts'
import type { Entry } from '../../entries.ts'
import type { SharedTask } from '../tasks/contract.ts'
import { taskUpdated } from '../tasks/journal.ts'
import { shareTask } from '../tasks/present.ts'
import type { TaskRow } from '../tasks/queries.ts'
import { changeTask, findPlace } from '../tasks/steps.ts'
import { findBoardToReturnTo, isLiving, isPlaceTaken, listPartsInTrash } from './queries.ts'

/** Takes a task and the parts that went with it out of the trash, each into its place or, if that is gone, the column of its status. */
export async function restoreTree(
  write: Writer,
  row: TaskRow,
  at: string,
): Promise<{ entries: [Entry, ...Entry[]]; task: SharedTask }> {
  const parts = await listPartsInTrash(write, row)
  const { entry, task } = await restore(write, row, at)
  const entries: [Entry, ...Entry[]] = [entry]
  for (const part of parts) entries.push((await restore(write, part, at)).entry)
  return { entries, task }
}

async function restore(write: Writer, row: TaskRow, at: string) {
  const parent_id = (await isLiving(write, row.parent_id)) ? row.parent_id : null
  const held = { row, task: await shareTask(write, row) }
  const fields = { ...(await findPlaceAgain(write, row)), parent_id, deleted_at: null }
  const { task, changes } = await changeTask(write, held, fields, at)
  return { entry: taskUpdated(task, changes), task }
}

async function findPlaceAgain(write: Writer, row: TaskRow) {
  const board_id = await findBoardToReturnTo(write, row)
  demand(board_id !== undefined, 'board.no_columns')
  const { status, column_id, position } = await findPlace(write, { ...row, board_id }, { status: row.status })
  const stays = board_id === row.board_id && column_id === row.column_id && !(await isPlaceTaken(write, row))
  return { board_id, column_id, status, position: stays ? row.position : position }
}
