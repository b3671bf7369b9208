import type { Context } from '../../core/context.ts'
import { allow } from '../../core/errors.ts'
import { streamOfProject } from '../projects/queries.ts'
import { takeProject, touchBoardsOfProject } from '../projects/steps.ts'
import type { CreateLabel } from './contract.ts'
import { demandFreeName } from './edit-steps.ts'
import { labelCreated } from './journal.ts'
import { mayCreateLabels } from './policy.ts'
import { listProjectLabels } from './queries.ts'
import { LABEL_COLORS } from './values.ts'

export function createLabel({ actor, mutate, now }: Context, { project_id, name, color }: CreateLabel) {
  return mutate(streamOfProject(project_id), async (write) => {
    const { row, access } = await takeProject(write, { project_id }, actor.user_id)
    allow(mayCreateLabels(access), 'label.create_forbidden')
    await demandFreeName(write, { project_id, name })
    const { length } = await listProjectLabels(write, project_id)
    const next = LABEL_COLORS[length % LABEL_COLORS.length] ?? 'blue'
    const label = await write
      .insertInto('labels')
      .values({ project_id, name, color: color ?? next, created_at: now() })
      .returning(['id', 'name', 'color', 'project_id'])
      .executeTakeFirstOrThrow()
    await touchBoardsOfProject(write, project_id)
    return { entries: [labelCreated(row.team_id, label)], result: label }
  })
}
