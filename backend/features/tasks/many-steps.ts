import type { Updateable } from 'kysely'
import { changesBetween } from '../../core/changes.ts'
import type { Changes } from '../../core/contract.ts'
import type { Writer } from '../../core/database.ts'
import { followTask } from '../reminders/steps.ts'
import type { SharedTask } from './contract.ts'
import { shareTasks } from './present.ts'
import type { TaskRow } from './queries.ts'
import { touchBoards } from './steps.ts'
import type { TasksTable } from './table.ts'

/** What `changeTask` does for one task, for many at once: those that `fieldsOf` changes nothing of are left alone. */
export async function changeTasks(
  write: Writer,
  rows: TaskRow[],
  fieldsOf: (row: TaskRow, index: number) => Updateable<TasksTable> | undefined,
  at: string,
): Promise<{ task: SharedTask; changes: Changes }[]> {
  const meant = rows.flatMap((row, index) => {
    const fields = fieldsOf(row, index)
    return fields ? [{ row, fields }] : []
  })
  if (meant.length === 0) return []
  const before = await shareTasks(
    write,
    meant.map(({ row }) => row),
  )
  const changed: TaskRow[] = []
  for (const { row, fields } of meant) {
    changed.push(
      await write
        .updateTable('tasks')
        .set({ ...fields, version: row.version + 1, updated_at: at })
        .where('id', '=', row.id)
        .returningAll()
        .executeTakeFirstOrThrow(),
    )
  }
  await touchBoards(write, ...[...meant.map(({ row }) => row), ...changed].map(({ board_id }) => board_id))
  const after = await shareTasks(write, changed)
  const all: { task: SharedTask; changes: Changes }[] = []
  for (const [index, task] of after.entries()) {
    const former = before[index]
    if (!former) continue
    if (former.due_at !== null) await followTask(write, former, task, at)
    const { version: _version, updated_at: _updated_at, ...visible } = task
    all.push({
      task,
      changes: changesBetween<Omit<SharedTask, 'version' | 'updated_at'>>(former, visible),
    })
  }
  return all
}
