import type { Context } from '../../core/context.ts'
import { allow, demand } from '../../core/errors.ts'
import type { TaskById } from '../tasks/contract.ts'
import { takeTask } from '../tasks/steps.ts'
import { mayNoteTime } from './policy.ts'
import { findRunning, streamsOfTimer } from './queries.ts'
import { stopRunning } from './steps.ts'

/** Stops one's timer on a task and notes what it took. */
export function stopTimer({ actor, mutate, now }: Context, { task_id }: TaskById) {
  const { user_id } = actor
  return mutate(streamsOfTimer(task_id, user_id), async (write) => {
    const { access, people } = await takeTask(write, { task_id }, user_id)
    const running = await findRunning(write, user_id)
    allow(running?.task_id === task_id || mayNoteTime(access, people), 'time.forbidden')
    demand(running?.task_id === task_id, 'time.not_running')
    const { time, entries } = await stopRunning(write, running, now())
    return { entries, result: time }
  })
}
