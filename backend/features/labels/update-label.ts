import { changesBetween } from '../../core/changes.ts'
import type { Context } from '../../core/context.ts'
import { touchBoardsOfProject } from '../projects/steps.ts'
import type { ProjectLabel, UpdateLabel } from './contract.ts'
import { demandFreeName, listLabelled, searchAnew, takeLabel } from './edit-steps.ts'
import { labelUpdated } from './journal.ts'
import { streamOfLabel } from './queries.ts'

/** Renames or recolours a label on every task that has it, and they are found by its new name. */
export function updateLabel({ actor, mutate }: Context, { label_id, name, color }: UpdateLabel) {
  return mutate(streamOfLabel(label_id), async (write) => {
    const { label: before, access } = await takeLabel(write, label_id, actor.user_id)
    const { project_id } = before
    if (name !== undefined) await demandFreeName(write, { project_id, name, except: label_id })
    const label = await write
      .updateTable('labels')
      .set({ name: name ?? before.name, color: color ?? before.color })
      .where('id', '=', label_id)
      .returning(['id', 'name', 'color', 'project_id'])
      .executeTakeFirstOrThrow()
    if (label.name !== before.name) await searchAnew(write, await listLabelled(write, label_id))
    await touchBoardsOfProject(write, project_id)
    const changes = changesBetween<ProjectLabel>(before, label)
    return { entries: [labelUpdated(access.team_id, label, changes)], result: label }
  })
}
