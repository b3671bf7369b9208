import { changesBetween } from '../../core/changes.ts'
import type { Context } from '../../core/context.ts'
import { allow } from '../../core/errors.ts'
import type { ProjectById, SharedProject } from './contract.ts'
import { projectUpdated } from './journal.ts'
import { maySetProjectStatus } from './policy.ts'
import { shareProject } from './present.ts'
import { streamOfProject } from './queries.ts'
import { takeProject } from './steps.ts'

/** Puts a project away as it is: everybody still reads it, and nobody changes anything in it until it is restored. */
export function archiveProject({ actor, mutate, now }: Context, { project_id }: ProjectById) {
  return mutate(streamOfProject(project_id), async (write) => {
    const { row, access } = await takeProject(write, { project_id }, actor.user_id)
    allow(maySetProjectStatus(access), 'project.status_forbidden')
    const at = now()
    const before = await shareProject(write, row)
    const archived = await write
      .updateTable('projects')
      .set({ status: 'archived', archived_at: at, archived_from: row.status, version: row.version + 1, updated_at: at })
      .where('id', '=', project_id)
      .returningAll()
      .executeTakeFirstOrThrow()
    const project = await shareProject(write, archived)
    const { status, archived_at } = project
    const changes = changesBetween<Pick<SharedProject, 'status' | 'archived_at'>>(before, { status, archived_at })
    return { entries: [projectUpdated(project, changes)], result: project }
  })
}
