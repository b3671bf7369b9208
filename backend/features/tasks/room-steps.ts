import type { Writer } from '../../core/database.ts'
import { demand } from '../../core/errors.ts'
import type { listColumns } from '../projects/queries.ts'

export type ColumnAtHand = Awaited<ReturnType<typeof listColumns>>[number]

/** Whether so many more cards may go into a column: one that blocks at its limit takes none above it, from anybody. */
export async function demandRoom(
  write: Writer,
  board_id: number,
  { id, wip_limit, wip_mode }: Pick<ColumnAtHand, 'id' | 'wip_limit' | 'wip_mode'>,
  more: number,
): Promise<void> {
  if (wip_limit === null || wip_mode === 'warn') return
  const { count } = await write
    .selectFrom('tasks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('board_id', '=', board_id)
    .where('column_id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  demand(count + more <= wip_limit, 'column.full', { detail: `the column takes ${wip_limit} cards and no more` })
}
