import type { Context } from '../../core/context.ts'
import { allow, found } from '../../core/errors.ts'
import { maySeeAudit } from '../teams/policy.ts'
import { findMember } from '../teams/queries.ts'
import { listTeamHistory } from './audit-queries.ts'
import type { AuditTeam } from './contract.ts'
import { pageOfDeeds } from './page-steps.ts'

/** All that happened in a team, newest first, for its admins. */
export async function auditTeam({ actor, read }: Context, { team_id, ...page }: AuditTeam) {
  const member = found(await findMember(read, team_id, actor.user_id), 'team')
  allow(maySeeAudit(member), 'team.audit_forbidden')
  return pageOfDeeds(read, { user_id: actor.user_id, ...page }, (pages) => listTeamHistory(read, team_id, pages))
}
