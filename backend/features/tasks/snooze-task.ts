import type { Context } from '../../core/context.ts'
import { allow, demand } from '../../core/errors.ts'
import type { SnoozeTask } from './contract.ts'
import { taskUpdated } from './journal.ts'
import { mayMoveTask } from './policy.ts'
import { streamOfTask } from './queries.ts'
import { changeTask, takeTask } from './steps.ts'
import { isClosed } from './values.ts'

/** Puts a task aside until a moment: it neither reminds nor counts as overdue meanwhile. `until: null` wakes it. */
export function snoozeTask({ actor, mutate, now }: Context, { until, reason, ...ids }: SnoozeTask) {
  return mutate(streamOfTask(ids.task_id), async (write) => {
    const held = await takeTask(write, ids, actor.user_id)
    allow(mayMoveTask(held.access, held.people), 'task.snooze_forbidden')
    demand(!isClosed(held.row.status), 'task.closed')
    const at = now()
    demand(until === null || until > at, 'task.snooze_past')
    const fields =
      until === null
        ? { snoozed_until: null, snooze_reason: null }
        : { snoozed_until: until, snooze_reason: reason, overdue_at: null }
    const { task, changes } = await changeTask(write, held, fields, at)
    return { entries: [taskUpdated(task, changes)], result: task }
  })
}
