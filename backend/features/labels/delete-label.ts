import type { Context } from '../../core/context.ts'
import { touchBoardsOfProject } from '../projects/steps.ts'
import type { LabelById } from './contract.ts'
import { listLabelled, searchAnew, takeLabel } from './edit-steps.ts'
import { labelDeleted } from './journal.ts'
import { streamOfLabel } from './queries.ts'

/** Takes a label off every task and out of its project. */
export function deleteLabel({ actor, mutate }: Context, { label_id }: LabelById) {
  return mutate(streamOfLabel(label_id), async (write) => {
    const { label, access } = await takeLabel(write, label_id, actor.user_id)
    const task_ids = await listLabelled(write, label_id)
    await write.deleteFrom('task_labels').where('label_id', '=', label_id).execute()
    await write.deleteFrom('labels').where('id', '=', label_id).execute()
    await searchAnew(write, task_ids)
    await touchBoardsOfProject(write, label.project_id)
    return { entries: [labelDeleted(access.team_id, label)], result: label }
  })
}
