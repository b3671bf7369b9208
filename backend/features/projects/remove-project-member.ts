import type { Context } from '../../core/context.ts'
import { allow, found } from '../../core/errors.ts'
import { accessGained } from '../teams/journal.ts'
import type { ProjectMemberById } from './contract.ts'
import { projectMemberRemoved } from './journal.ts'
import { mayManageProjectMembers } from './policy.ts'
import { shareProjectMember } from './present.ts'
import { findAccess, findProjectMember, listVisibleProjectIds, streamOfProject } from './queries.ts'
import { followAccess, takeProject, touchBoardsOfProject } from './steps.ts'

/** Takes somebody off the project. Whoever sees it all the same, as everybody of the team does an open one, loads it anew. */
export function removeProjectMember({ actor, mutate, now }: Context, { project_id, user_id }: ProjectMemberById) {
  return mutate(streamOfProject(project_id, user_id), async (write) => {
    const { row, access } = await takeProject(write, { project_id, archived: true }, actor.user_id)
    allow(mayManageProjectMembers(access), 'project.members_forbidden')
    const { team_id } = row
    const member = shareProjectMember(found(await findProjectMember(write, project_id, user_id), 'member'))
    const seen = await listVisibleProjectIds(write, team_id, user_id)
    await write
      .deleteFrom('project_members')
      .where('project_id', '=', project_id)
      .where('user_id', '=', user_id)
      .execute()
    const followed = await followAccess(write, { team_id, user_id, seen }, now())
    const stays = await findAccess(write, project_id, user_id)
    await touchBoardsOfProject(write, project_id)
    const place = { team_id, project_id }
    return {
      entries: [projectMemberRemoved(place, member), ...followed, ...(stays ? [accessGained(user_id, place)] : [])],
      result: member,
    }
  })
}
