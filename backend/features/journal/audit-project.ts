import type { Context } from '../../core/context.ts'
import { found } from '../../core/errors.ts'
import { findAccess } from '../projects/queries.ts'
import { listProjectHistory } from './audit-queries.ts'
import type { AuditProject } from './contract.ts'
import { pageOfDeeds } from './page-steps.ts'

/** The history of a project and of everything in it, newest first. */
export async function auditProject({ actor, read }: Context, { project_id, ...page }: AuditProject) {
  found(await findAccess(read, project_id, actor.user_id), 'project')
  return pageOfDeeds(read, { user_id: actor.user_id, ...page }, (pages) => listProjectHistory(read, project_id, pages))
}
