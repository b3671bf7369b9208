import { inBatches, mutateBatch } from '../../core/batch.ts'
import type { Context } from '../../core/context.ts'
import { listAwake, streamsOfTasks } from './due-queries.ts'
import { taskUpdated } from './journal.ts'
import { shareTask } from './present.ts'
import { changeTask } from './steps.ts'

/** Brings back tasks whose snooze is over, each once; answers how many. */
export function wakeSnoozed(context: Context, { limit }: { limit: number }): Promise<number> {
  const at = context.now()
  return inBatches(
    limit,
    async (size) => (await listAwake(context.read, at, { limit: size })).map(({ id }) => id),
    (ids) =>
      mutateBatch(context, streamsOfTasks(ids), async (write) => {
        const entries = []
        for (const row of await listAwake(write, at, { ids, limit: ids.length })) {
          const awake = { snoozed_until: null, snooze_reason: null }
          const { task, changes } = await changeTask(write, { row, task: await shareTask(write, row) }, awake, at)
          entries.push(taskUpdated(task, changes))
        }
        return entries
      }),
  )
}
