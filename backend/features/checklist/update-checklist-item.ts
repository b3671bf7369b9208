import type { Context } from '../../core/context.ts'
import { allow } from '../../core/errors.ts'
import { streamOfTask } from '../tasks/queries.ts'
import { takeTask } from '../tasks/steps.ts'
import type { UpdateChecklistItem } from './contract.ts'
import { mayEditChecklist, mayTickItem } from './policy.ts'
import { demandInside, findItem, placeAmong, tellChecklist } from './steps.ts'

/** Ticks a step, changes it, or puts it elsewhere in the list. */
export function updateChecklistItem({ actor, mutate, now }: Context, wish: UpdateChecklistItem) {
  const { task_id, item_id, done, before_item_id, after_item_id, ...fields } = wish
  return mutate(streamOfTask(task_id), async (write) => {
    const held = await takeTask(write, { task_id }, actor.user_id)
    const item = held.task.checklist.find(({ id }) => id === item_id)
    const moves = before_item_id !== undefined || after_item_id !== undefined
    const edits = moves || Object.values(fields).some((value) => value !== undefined)
    if (edits) allow(mayEditChecklist(held.access, held.people), 'task.edit_forbidden')
    else allow(mayTickItem(held.access, held.people, item ?? { assignee_id: null }), 'task.edit_forbidden')
    const { done_at } = findItem(held.task.checklist, item_id)
    await demandInside(write, held.row.project_id, fields.assignee_id)
    const others = held.task.checklist.filter(({ id }) => id !== item_id)
    await write
      .updateTable('checklist_items')
      .set({
        ...fields,
        done_at: done === undefined ? done_at : done ? (done_at ?? now()) : null,
        ...(moves && { position: placeAmong(others, { before_item_id, after_item_id }) }),
      })
      .where('id', '=', item_id)
      .execute()
    const { entry, checklist } = await tellChecklist(write, held, now)
    return { entries: [entry], result: findItem(checklist, item_id) }
  })
}
