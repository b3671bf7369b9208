import type { Context } from '../../core/context.ts'
import { allow, demand } from '../../core/errors.ts'
import { streamOfTask } from '../tasks/queries.ts'
import { takeTask } from '../tasks/steps.ts'
import type { AddChecklistItem } from './contract.ts'
import { mayEditChecklist } from './policy.ts'
import { demandInside, findItem, placeAmong, tellChecklist } from './steps.ts'
import { MOST_ITEMS } from './values.ts'

/** One more step of a task: at the end, or before or after another. */
export function addChecklistItem({ actor, mutate, now }: Context, { task_id, ...wish }: AddChecklistItem) {
  const { user_id } = actor
  return mutate(streamOfTask(task_id), async (write) => {
    const held = await takeTask(write, { task_id }, user_id)
    allow(mayEditChecklist(held.access, held.people), 'task.edit_forbidden')
    demand(held.task.checklist.length < MOST_ITEMS, 'item.too_many')
    const { text, assignee_id, due_at, ...beside } = wish
    await demandInside(write, held.row.project_id, assignee_id)
    const position = placeAmong(held.task.checklist, beside)
    const { id } = await write
      .insertInto('checklist_items')
      .values({ task_id, text, assignee_id, due_at, position, created_by: user_id, created_at: now() })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { entry, checklist } = await tellChecklist(write, held, now)
    return { entries: [entry], result: findItem(checklist, id) }
  })
}
