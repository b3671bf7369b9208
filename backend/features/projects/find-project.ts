import type { Context } from '../../core/context.ts'
import { found } from '../../core/errors.ts'
import type { ProjectById } from './contract.ts'
import { shareProject } from './present.ts'
import { findVisibleProject } from './queries.ts'

export async function findProject({ actor, read }: Context, { project_id }: ProjectById) {
  return shareProject(read, found(await findVisibleProject(read, project_id, actor.user_id), 'project'))
}
