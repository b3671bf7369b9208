import { BATCH, inBatches, mutateBatch } from '../../core/batch.ts'
import type { Context } from '../../core/context.ts'
import type { Writer } from '../../core/database.ts'
import { streamsOfTasks } from '../tasks/due-queries.ts'
import { taskUpdated } from '../tasks/journal.ts'
import { shareTask } from '../tasks/present.ts'
import { changeTask } from '../tasks/steps.ts'
import { listOutOfStep } from './queries.ts'

/** Notes on waiting tasks that what held them up is closed, or open again; each once, whatever team the blocker is of. Answers how many. */
export function followBlockers(context: Context, { limit }: { limit: number }): Promise<number> {
  const at = context.now()
  return inBatches(
    limit,
    async (size) => [...new Set((await listOutOfStep(context.read, { limit: size })).map(({ task_id }) => task_id))],
    (ids) =>
      mutateBatch(context, streamsOfTasks(ids), async (write) => {
        const turned = await listOutOfStep(write, { ids, limit: BATCH })
        const entries = []
        for (const task_id of new Set(turned.map((one) => one.task_id))) {
          const own = turned.filter((one) => one.task_id === task_id)
          entries.push(await turn(write, task_id, own, at))
        }
        return entries
      }),
  )
}

type Turned = Awaited<ReturnType<typeof listOutOfStep>>[number]

async function turn(write: Writer, task_id: number, turned: Turned[], at: string) {
  const row = await write.selectFrom('tasks').selectAll().where('id', '=', task_id).executeTakeFirstOrThrow()
  const task = await shareTask(write, row)
  for (const { blocked_by_id, freed_at } of turned) {
    await write
      .updateTable('task_dependencies')
      .set({ freed_at: freed_at === null ? at : null })
      .where('task_id', '=', task_id)
      .where('blocked_by_id', '=', blocked_by_id)
      .execute()
  }
  const changed = await changeTask(write, { row, task }, {}, at, (after) => shareTask(write, after))
  return taskUpdated(changed.task, changed.changes)
}
