import type { Context } from '../../core/context.ts'
import { found } from '../../core/errors.ts'
import type { ProjectById } from './contract.ts'
import { listNamedPeople } from './people-queries.ts'
import { findAccess } from './queries.ts'

/** Those a task of this project can be given to. */
export async function listProjectPeople({ actor, read }: Context, { project_id }: ProjectById) {
  found(await findAccess(read, project_id, actor.user_id), 'project')
  return listNamedPeople(read, project_id)
}
