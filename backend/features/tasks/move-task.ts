import type { Context } from '../../core/context.ts'
import { allow } from '../../core/errors.ts'
import type { MoveTask } from './contract.ts'
import { taskUpdated } from './journal.ts'
import { mayMoveTask } from './policy.ts'
import { streamOfTask } from './queries.ts'
import { changeTask, fieldsOfStatus, findPlace, takeTask } from './steps.ts'

/** Puts a task into a column, or before or after another; status and column keep in step. */
export function moveTask({ actor, mutate, now }: Context, { task_id, version, ...wish }: MoveTask) {
  return mutate(streamOfTask(task_id), async (write) => {
    const held = await takeTask(write, { task_id, version }, actor.user_id)
    allow(mayMoveTask(held.access, held.people), 'task.move_forbidden')
    const at = now()
    const { status, ...place } = await findPlace(write, held.row, wish)
    const { task, changes } = await changeTask(write, held, { ...place, ...fieldsOfStatus(held.row, status, at) }, at)
    return { entries: [taskUpdated(task, changes)], result: task }
  })
}
