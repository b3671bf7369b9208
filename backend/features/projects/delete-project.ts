import type { Context } from '../../core/context.ts'
import { allow, demand } from '../../core/errors.ts'
import { accessLost } from '../teams/journal.ts'
import type { ProjectById } from './contract.ts'
import { projectDeleted } from './journal.ts'
import { mayDeleteProject } from './policy.ts'
import { shareProject } from './present.ts'
import { isLastPersonal, listProjectAudience, streamsOfProjectPeople } from './queries.ts'
import { takeProject } from './steps.ts'

/** Puts a project into the trash: from now on nobody sees it, and those who did are told. */
export function deleteProject({ actor, mutate, now }: Context, { project_id }: ProjectById) {
  return mutate(streamsOfProjectPeople(project_id), async (write) => {
    const { row, access } = await takeProject(write, { project_id, archived: true }, actor.user_id)
    allow(mayDeleteProject(access), 'project.delete_forbidden')
    demand(!(await isLastPersonal(write, row)), 'project.last_personal')
    const at = now()
    const saw = await listProjectAudience(write, project_id)
    const deleted = await write
      .updateTable('projects')
      .set({ deleted_at: at, version: row.version + 1, updated_at: at })
      .where('id', '=', project_id)
      .returningAll()
      .executeTakeFirstOrThrow()
    const project = await shareProject(write, deleted)
    const { team_id } = project
    return {
      entries: [projectDeleted(project), ...saw.map((user_id) => accessLost(user_id, { team_id, project_id }))],
      result: project,
    }
  })
}
