import type { Context } from '../../core/context.ts'
import { allow } from '../../core/errors.ts'
import type { ChangeTaskState } from './contract.ts'
import { taskUpdated } from './journal.ts'
import { mayMoveTask } from './policy.ts'
import { streamOfTask } from './queries.ts'
import { changeTask, fieldsOfStatus, findPlace, takeTask } from './steps.ts'

/** Done: the task goes to its board's column for that; one that is done already stays as it is. */
export function finishTask({ actor, mutate, now }: Context, ids: ChangeTaskState) {
  return mutate(streamOfTask(ids.task_id), async (write) => {
    const held = await takeTask(write, ids, actor.user_id)
    allow(mayMoveTask(held.access, held.people), 'task.move_forbidden')
    const at = now()
    const { status, ...place } = await findPlace(write, held.row, { status: 'done' })
    const fields = held.row.status === 'done' ? {} : { ...place, ...fieldsOfStatus(held.row, status, at) }
    const { task, changes } = await changeTask(write, held, fields, at)
    return { entries: [taskUpdated(task, changes)], result: task }
  })
}
