import type { Context } from '../../core/context.ts'
import { allow, demand, found } from '../../core/errors.ts'
import { accessGained } from '../teams/journal.ts'
import { findMember } from '../teams/queries.ts'
import type { SetProjectMember } from './contract.ts'
import { projectMemberAdded, projectMemberUpdated } from './journal.ts'
import { mayHaveProjectRole, mayManageProjectMembers } from './policy.ts'
import { shareProjectMember } from './present.ts'
import { findProjectMember, streamOfProject } from './queries.ts'
import { takeProject, touchBoardsOfProject } from './steps.ts'

/** Adds somebody of the team to the project, or gives them another role in it; their devices load the project. */
export function setProjectMember({ actor, mutate, now }: Context, { project_id, user_id, role }: SetProjectMember) {
  return mutate(streamOfProject(project_id, user_id), async (write) => {
    const { row, access } = await takeProject(write, { project_id }, actor.user_id)
    allow(mayManageProjectMembers(access), 'project.members_forbidden')
    const { team_id } = row
    const person = found(await findMember(write, team_id, user_id), 'member')
    demand(mayHaveProjectRole(person, role), 'project.guest_manager')
    const before = await findProjectMember(write, project_id, user_id)
    await write
      .insertInto('project_members')
      .values({ project_id, user_id, role, joined_at: now() })
      .onConflict((conflict) => conflict.columns(['project_id', 'user_id']).doUpdateSet({ role }))
      .execute()
    await touchBoardsOfProject(write, project_id)
    const member = shareProjectMember(found(await findProjectMember(write, project_id, user_id), 'member'))
    const place = { team_id, project_id }
    const changes = before && before.role !== role ? { role: { from: before.role, to: role } } : {}
    const entry = before ? projectMemberUpdated(place, member, changes) : projectMemberAdded(place, member)
    return { entries: [entry, accessGained(user_id, place)], result: member }
  })
}
