import type { Writer } from '../../core/database.ts'
import { allow, found, Problem } from '../../core/errors.ts'
import { positionBetween } from '../../core/position.ts'
import { changesBetween } from '../../core/changes.ts'
import type { Entry } from '../../entries.ts'
import { projectUpdated } from '../projects/journal.ts'
import { demandOpen } from '../projects/open-steps.ts'
import { shareProject } from '../projects/present.ts'
import { findAccess, findVisibleBoard } from '../projects/queries.ts'
import type { SharedProject } from '../projects/contract.ts'
import { mayEditBoards } from './policy.ts'
import { findVisibleColumn, type BoardRow, type ColumnRow } from './queries.ts'

interface Wanted {
  version?: number | undefined
}

/** The board, if this person may change it; 404 if they don't see it, 409 if they saw an older version. */
export async function takeBoard(
  write: Writer,
  { board_id, version }: Wanted & { board_id: number },
  user_id: number,
): Promise<BoardRow> {
  const board = found(await findVisibleBoard(write, board_id, user_id), 'board')
  await allowEditing(write, board, user_id)
  if (version !== undefined && version !== board.version) throw new Problem('board.stale', 409)
  return board
}

/** The column with its board, in the same way. */
export async function takeColumn(
  write: Writer,
  { column_id, version }: Wanted & { column_id: number },
  user_id: number,
): Promise<{ column: ColumnRow; board: BoardRow }> {
  const column = found(await findVisibleColumn(write, column_id, user_id), 'column')
  const board = found(await findVisibleBoard(write, column.board_id, user_id), 'column')
  await allowEditing(write, board, user_id)
  if (version !== undefined && version !== column.version) throw new Problem('column.stale', 409)
  return { column, board }
}

async function allowEditing(write: Writer, { project_id }: BoardRow, user_id: number) {
  const access = found(await findAccess(write, project_id, user_id), 'board')
  demandOpen(access)
  allow(mayEditBoards(access), 'board.edit_forbidden')
}

interface Placed {
  id: number
  position: string
}

/** A place before or after one of the others, or at their end; 404 `<noun>.not_found` if that one is not among them. */
export function positionAmong(
  others: Placed[],
  { before, after }: { before: number | undefined; after: number | undefined },
  noun: string,
): string {
  const beside = before ?? after
  if (beside === undefined) return positionBetween(others.at(-1)?.position, undefined)
  const at = others.findIndex(({ id }) => id === beside)
  const one = found(others[at], noun)
  return before === undefined
    ? positionBetween(one.position, others[at + 1]?.position)
    : positionBetween(others[at - 1]?.position, one.position)
}

/** The boards of a project stand in it too: it is told anew whenever their names, order or number change. */
export async function renewProject(
  write: Writer,
  project_id: number,
  at: string,
  change: () => Promise<void>,
): Promise<Entry> {
  const row = await write.selectFrom('projects').selectAll().where('id', '=', project_id).executeTakeFirstOrThrow()
  const before = await shareProject(write, row)
  await change()
  const renewed = await write
    .updateTable('projects')
    .set({ version: row.version + 1, updated_at: at })
    .where('id', '=', project_id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const project = await shareProject(write, renewed)
  return projectUpdated(
    project,
    changesBetween<Pick<SharedProject, 'boards'>>({ boards: before.boards }, { boards: project.boards }),
  )
}
