import type { Context } from '../../core/context.ts'
import { found } from '../../core/errors.ts'
import { findAccess } from '../projects/queries.ts'
import { findMember } from '../teams/queries.ts'
import { listDeeds } from './audit-queries.ts'
import type { AuditDeeds } from './contract.ts'
import { pageOfDeeds } from './page-steps.ts'

/** One's own deeds, and for admins all of their teams, by filters that all must hold; newest first. */
export async function auditDeeds({ actor, read }: Context, { limit, cursor, ...wish }: AuditDeeds) {
  const { user_id } = actor
  if (wish.team_id !== undefined) found(await findMember(read, wish.team_id, user_id), 'team')
  if (wish.project_id !== undefined) found(await findAccess(read, wish.project_id, user_id), 'project')
  const filter = { ...wish, actor: wish.actor === 'me' ? user_id : wish.actor }
  return pageOfDeeds(read, { user_id, limit, cursor }, (pages) => listDeeds(read, user_id, filter, pages))
}
