import type { Context } from '../../core/context.ts'
import type { Writer } from '../../core/database.ts'
import { allow, Problem, refusalOf } from '../../core/errors.ts'
import type { Entry } from '../../entries.ts'
import { listProjectAudience } from '../projects/queries.ts'
import type { SharedTask } from '../tasks/contract.ts'
import { streamsOfTasks } from '../tasks/due-queries.ts'
import { mayAssignTask, mayDeleteTask, mayEditTask, mayMoveTask } from '../tasks/policy.ts'
import { rewriteTask } from '../tasks/rewrite-steps.ts'
import { findPlace, takeTask, type TaskAtHand } from '../tasks/steps.ts'
import { throwAway } from '../tasks/throw-away-steps.ts'
import type { BulkAnswer, BulkChange, BulkTasks } from './contract.ts'

/**
 * Changes many tasks at once, each with its own entry; those that are refused stay as they are and say why.
 * If all are, so is the request, with the reason of the first.
 */
export function bulkTasks({ actor, mutate, now }: Context, { task_ids, change, action }: BulkTasks) {
  const ids = [...new Set(task_ids)]
  return mutate(streamsOfTasks(ids), async (write) => {
    const at = now()
    const wish: BulkChange = change ?? { status: 'done' }
    const gone = new Set<number>()
    const entries: Entry[] = []
    const answer: BulkAnswer = { changed: [], refused: [] }
    for (const task_id of ids) {
      if (gone.has(task_id)) continue
      const held = await refusalOf(() => takeAllowed(write, { task_id, user_id: actor.user_id }, action ?? wish))
      if (held instanceof Problem) {
        answer.refused.push({ task_id, code: held.code, status: held.status })
        continue
      }
      const done = action === 'delete' ? await remove(write, held, gone, at) : await rewrite(write, held, wish, at)
      entries.push(...done.entries)
      answer.changed.push(done.task)
    }
    const [first, ...rest] = entries
    if (!first) throw allRefused(answer)
    return { entries: [first, ...rest], result: answer }
  })
}

/** Everything that may be refused is asked before anything is written of this task. */
async function takeAllowed(
  write: Writer,
  { task_id, user_id }: { task_id: number; user_id: number },
  wish: BulkChange | 'done' | 'delete',
): Promise<TaskAtHand> {
  const held = await takeTask(write, { task_id }, user_id)
  const { access, people, row } = held
  if (wish === 'delete') {
    allow(mayDeleteTask(access, people), 'task.delete_forbidden')
    return held
  }
  const { status, assigned_to, ...edits } = wish === 'done' ? { status: wish } : wish
  if (status !== undefined) {
    allow(mayMoveTask(access, people), 'task.move_forbidden')
    if (status !== row.status) await findPlace(write, row, { status })
  }
  if (assigned_to !== undefined) {
    allow(mayAssignTask(access, people), 'task.assign_forbidden')
    const inside = await listProjectAudience(write, row.project_id)
    if (!assigned_to.every((id) => inside.includes(id))) throw new Problem('task.assignee_outside', 404)
  }
  if (Object.values(edits).some((value) => value !== undefined)) {
    allow(mayEditTask(access, people), 'task.edit_forbidden')
  }
  return held
}

async function remove(write: Writer, held: TaskAtHand, gone: Set<number>, at: string) {
  const thrown = await throwAway(write, held, at)
  for (const id of thrown.ids) gone.add(id)
  return thrown
}

function rewrite(write: Writer, held: TaskAtHand, wish: BulkChange, at: string) {
  const { status, assigned_to, labels, ...fields } = wish
  return rewriteTask(write, held, { status, assigned_to, labels, fields }, at)
}

function allRefused({ refused }: { changed: SharedTask[] } & BulkAnswer): Problem {
  const errors = refused.map(({ code }, index) => ({ path: `task_ids.${index}`, message: code }))
  const [{ code, status } = { code: 'task.not_found', status: 404 }] = refused
  return new Problem(code, status, { errors })
}
