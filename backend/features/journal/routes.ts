import { get } from '../../core/routes.ts'
import { auditDeeds } from './audit-deeds.ts'
import { auditProject } from './audit-project.ts'
import { auditTeam } from './audit-team.ts'
import { AuditDeeds, AuditPage, AuditProject, AuditTeam, SyncAnswer, SyncRequest } from './contract.ts'
import { sync } from './sync.ts'

export const journalRoutes = [
  get('/sync', {
    summary: 'What happened since you were last in step',
    event: 'sync',
    input: SyncRequest,
    output: SyncAnswer,
    run: sync,
  }),
  get('/audit', {
    summary: 'What you did, and for admins what anybody did in their teams, newest first',
    input: AuditDeeds,
    output: AuditPage,
    run: auditDeeds,
  }),
  get('/projects/:project_id/audit', {
    summary: 'The history of a project and of everything in it, newest first',
    input: AuditProject,
    output: AuditPage,
    run: auditProject,
  }),
  get('/teams/:team_id/audit', {
    summary: 'All that happened in a team, newest first, for its admins',
    input: AuditTeam,
    output: AuditPage,
    run: auditTeam,
  }),
]
