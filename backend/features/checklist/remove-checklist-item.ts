import type { Context } from '../../core/context.ts'
import { allow } from '../../core/errors.ts'
import { streamOfTask } from '../tasks/queries.ts'
import { takeTask } from '../tasks/steps.ts'
import type { ChecklistItemById } from './contract.ts'
import { mayEditChecklist } from './policy.ts'
import { findItem, tellChecklist } from './steps.ts'

export function removeChecklistItem({ actor, mutate, now }: Context, { task_id, item_id }: ChecklistItemById) {
  return mutate(streamOfTask(task_id), async (write) => {
    const held = await takeTask(write, { task_id }, actor.user_id)
    allow(mayEditChecklist(held.access, held.people), 'task.edit_forbidden')
    const item = findItem(held.task.checklist, item_id)
    await write.deleteFrom('checklist_items').where('id', '=', item_id).execute()
    const { entry } = await tellChecklist(write, held, now)
    return { entries: [entry], result: item }
  })
}
