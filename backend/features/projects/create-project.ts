import type { Context } from '../../core/context.ts'
import { streams } from '../../core/database.ts'
import { allow, found } from '../../core/errors.ts'
import { localeOf } from '../../texts/texts.ts'
import { mayCreateProjects } from '../teams/policy.ts'
import { findMember } from '../teams/queries.ts'
import type { CreateProject } from './contract.ts'
import { projectCreated } from './journal.ts'
import { makeProject } from './steps.ts'

export function createProject({ actor, mutate, now }: Context, input: CreateProject) {
  return mutate(streams(`team:${input.team_id}`), async (write) => {
    const member = found(await findMember(write, input.team_id, actor.user_id), 'team')
    allow(mayCreateProjects(member), 'project.create_forbidden')
    const made = { ...input, created_by: actor.user_id }
    const project = await makeProject(write, made, { at: now(), locale: localeOf(actor.locale) })
    return { entries: [projectCreated(project)], result: project }
  })
}
