import { inBatches, mutateBatch } from '../../core/batch.ts'
import type { Context } from '../../core/context.ts'
import { isClosed } from '../tasks/values.ts'
import { reminderFired, reminderRemoved } from './journal.ts'
import { presentReminder } from './present.ts'
import { listDueReminderIds, listWaiting, streamsOfReminders } from './queries.ts'

/**
 * Fires what is due, each once, however many instances try; answers how many were handled.
 * A reminder of a task that is closed, thrown away, or out of the person's sight is dropped instead.
 */
export function fireReminders(context: Context, { limit }: { limit: number }): Promise<number> {
  const at = context.now()
  return inBatches(
    limit,
    (size) => listDueReminderIds(context.read, at, size),
    (ids) => fireThese(context, ids, at),
  )
}

function fireThese(context: Context, ids: number[], at: string) {
  return mutateBatch(context, streamsOfReminders(ids), async (write) => {
    const waiting = await listWaiting(write, ids, at)
    const stands = (row: (typeof waiting)[number]) =>
      row.seen_by !== null && row.deleted_at === null && !isClosed(row.status)
    const fired = waiting.filter(stands)
    const dropped = waiting.filter((row) => !stands(row))
    if (fired.length > 0) {
      await write.updateTable('reminders').set({ fired_at: at }).where('id', 'in', idsOf(fired)).execute()
    }
    if (dropped.length > 0) await write.deleteFrom('reminders').where('id', 'in', idsOf(dropped)).execute()
    return [
      ...fired.map((row) => {
        const task = { id: row.task_id, title: row.title, due_at: row.due_at }
        return reminderFired(row.user_id, presentReminder({ ...row, fired_at: at }), task)
      }),
      ...dropped.map((row) => reminderRemoved(row.user_id, row)),
    ]
  })
}

const idsOf = (rows: { id: number }[]) => rows.map(({ id }) => id)
