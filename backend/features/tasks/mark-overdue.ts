import { inBatches, mutateBatch } from '../../core/batch.ts'
import type { Context } from '../../core/context.ts'
import { taskUpdated } from './journal.ts'
import { shareTask } from './present.ts'
import { listOverdueUnmarked, streamsOfTasks } from './due-queries.ts'
import { changeTask } from './steps.ts'

/** Marks open tasks whose due time has passed, each once; answers how many. */
export function markOverdue(context: Context, { limit }: { limit: number }): Promise<number> {
  const at = context.now()
  return inBatches(
    limit,
    async (size) => (await listOverdueUnmarked(context.read, at, { limit: size })).map(({ id }) => id),
    (ids) =>
      mutateBatch(context, streamsOfTasks(ids), async (write) => {
        const entries = []
        for (const row of await listOverdueUnmarked(write, at, { ids, limit: ids.length })) {
          const { task, changes } = await changeTask(
            write,
            { row, task: await shareTask(write, row) },
            { overdue_at: at },
            at,
          )
          entries.push(taskUpdated(task, changes))
        }
        return entries
      }),
  )
}
