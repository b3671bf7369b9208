import type { Context } from '../../core/context.ts'
import { allow, found, Problem } from '../../core/errors.ts'
import { findAccess } from '../projects/queries.ts'
import { mayDeleteTask } from '../tasks/policy.ts'
import { rewriteTask } from '../tasks/rewrite-steps.ts'
import { takeTask } from '../tasks/steps.ts'
import { restoreTree } from '../trash/steps.ts'
import type { UndoChange } from './contract.ts'
import { findOwnDeed, findTaskAnywhere, streamOfDeed } from './queries.ts'
import { allowBack, wishBack } from './steps.ts'

/** Takes back one's own change of a task, if nothing has changed since: an edit, a move, finishing, throwing away. */
export function undoChange({ actor, mutate, now }: Context, { entry }: UndoChange) {
  const { user_id } = actor
  const [stream = '', seq = ''] = entry.split('@')
  const place = { stream, seq: Number(seq) }
  return mutate(streamOfDeed(place), async (write) => {
    const deed = found(await findOwnDeed(write, place, user_id), 'entry')
    const { task_id, changes } = deed
    const row = found(await findTaskAnywhere(write, task_id, user_id), 'entry')
    if (row.version !== deed.version) throw new Problem('undo.too_late', 409)
    if (deed.kind === 'task_deleted') {
      const access = found(await findAccess(write, row.project_id, user_id), 'entry')
      allow(mayDeleteTask(access, { creator_id: row.creator_id, assignee_ids: [] }), 'task.restore_forbidden')
      const { entries, task } = await restoreTree(write, row, now())
      return { entries, result: task }
    }
    const held = await takeTask(write, { task_id }, user_id)
    allowBack(held, changes)
    const { entries, task } = await rewriteTask(write, held, await wishBack(write, held, changes), now())
    return { entries, result: task }
  })
}
