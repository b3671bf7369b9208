import type { Context } from '../../core/context.ts'
import { allow, demand, found } from '../../core/errors.ts'
import { mayCreateProjects } from '../teams/policy.ts'
import { findMember } from '../teams/queries.ts'
import type { CopyProject } from './contract.ts'
import { copyBoards, copyTasks } from './copy-steps.ts'
import { projectCreated } from './journal.ts'
import { shareProject } from './present.ts'
import { listOpenTasks, streamOfProject } from './queries.ts'
import { takeProject } from './steps.ts'
import { MOST_COPIED_TASKS } from './values.ts'

/** A project made from another one: its boards, columns, labels and people, and its open tasks if wished. */
export function copyProject({ actor, mutate, now }: Context, { project_id, name, with_tasks }: CopyProject) {
  const { user_id } = actor
  return mutate(streamOfProject(project_id), async (write) => {
    const { row } = await takeProject(write, { project_id, archived: true }, user_id)
    const { team_id, client, description, visibility, movers, color, lead_id } = row
    const member = found(await findMember(write, team_id, user_id), 'project')
    allow(mayCreateProjects(member), 'project.create_forbidden')
    const tasks = with_tasks ? await listOpenTasks(write, project_id, MOST_COPIED_TASKS + 1) : []
    demand(tasks.length <= MOST_COPIED_TASKS, 'project.too_many_tasks')
    const at = now()
    const fields = { team_id, client, description, visibility, movers, color, lead_id, status: 'active' as const }
    const made = await write
      .insertInto('projects')
      .values({ ...fields, name: name ?? row.name, created_by: user_id, created_at: at, updated_at: at })
      .returningAll()
      .executeTakeFirstOrThrow()
    const to = { project_id: made.id, team_id }
    const people = await write.selectFrom('project_members').selectAll().where('project_id', '=', project_id).execute()
    for (const person of people)
      await write
        .insertInto('project_members')
        .values({ ...person, project_id: made.id, joined_at: at })
        .execute()
    const copied = await copyBoards(write, project_id, to, at)
    const project = await shareProject(write, made)
    const copies = await copyTasks(write, tasks, { to, copied, creator_id: user_id, at })
    return { entries: [projectCreated(project), ...copies], result: project }
  })
}
