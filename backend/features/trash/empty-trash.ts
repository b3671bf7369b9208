import { inBatches, mutateBatch } from '../../core/batch.ts'
import type { Context } from '../../core/context.ts'
import { after, DAY_MS } from '../../core/time.ts'
import { eraseTalkOf } from '../messages/erase-steps.ts'
import { streamsOfTasks } from '../tasks/due-queries.ts'
import { taskErased } from '../tasks/journal.ts'
import { listOldTrash } from './queries.ts'
import { TRASH_DAYS } from './values.ts'

/** Erases what has lain in the trash for its time; answers how many tasks went. */
export function emptyTrash(context: Context, { limit }: { limit: number }): Promise<number> {
  const before = after(context.now(), -TRASH_DAYS * DAY_MS)
  return inBatches(
    limit,
    async (size) => (await listOldTrash(context.read, before, { limit: size })).map(({ id }) => id),
    (wanted) =>
      mutateBatch(context, streamsOfTasks(wanted), async (write) => {
        const old = await listOldTrash(write, before, { ids: wanted, limit: wanted.length })
        const ids = old.map(({ id }) => id)
        if (ids.length === 0) return []
        await eraseTalkOf(write, ids)
        for (const table of ['task_assignees', 'task_labels', 'reminders'] as const)
          await write.deleteFrom(table).where('task_id', 'in', ids).execute()
        await write.updateTable('tasks').set({ parent_id: null }).where('parent_id', 'in', ids).execute()
        await write.deleteFrom('tasks').where('id', 'in', ids).execute()
        return old.map(taskErased)
      }),
  )
}
