import type { Context } from '../../core/context.ts'
import { allow, demand } from '../../core/errors.ts'
import { takeTask } from '../tasks/steps.ts'
import type { StartTimer } from './contract.ts'
import { timeAdded } from './journal.ts'
import { mayNoteTime } from './policy.ts'
import { findRunning, streamsOfTimer } from './queries.ts'
import { keepTime, stopRunning } from './steps.ts'

/** Starts one's timer on a task; the one that runs on another task is stopped and noted there. */
export function startTimer({ actor, mutate, now }: Context, { task_id, note }: StartTimer) {
  const { user_id } = actor
  return mutate(streamsOfTimer(task_id, user_id), async (write) => {
    const held = await takeTask(write, { task_id }, user_id)
    allow(mayNoteTime(held.access, held.people), 'time.forbidden')
    const running = await findRunning(write, user_id)
    demand(running?.task_id !== task_id, 'time.running')
    const at = now()
    const stopped = running ? (await stopRunning(write, running, at)).entries : []
    const time = await keepTime(write, { task_id, user_id, minutes: null, note, started_at: at }, at)
    return { entries: [timeAdded(held.row, time), ...stopped], result: time }
  })
}
