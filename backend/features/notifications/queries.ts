import type { Reader } from '../../core/database.ts'

/** The task as a notification tells of it, if this person sees it now. */
export function findNoticeTask(db: Reader, task_id: number, user_id: number) {
  return db
    .selectFrom('tasks')
    .innerJoin('project_access', 'project_access.project_id', 'tasks.project_id')
    .innerJoin('projects', 'projects.id', 'tasks.project_id')
    .select([
      'tasks.id',
      'tasks.title',
      'tasks.status',
      'tasks.priority',
      'tasks.due_at',
      'tasks.overdue_at',
      'projects.name as project',
    ])
    .where('tasks.id', '=', task_id)
    .where('tasks.deleted_at', 'is', null)
    .where('project_access.user_id', '=', user_id)
    .executeTakeFirst()
}

/** The team, if this person belongs to it now. */
export function findNoticeTeam(db: Reader, team_id: number, user_id: number) {
  return db
    .selectFrom('teams')
    .innerJoin('team_members', 'team_members.team_id', 'teams.id')
    .select(['teams.id', 'teams.name'])
    .where('teams.id', '=', team_id)
    .where('team_members.user_id', '=', user_id)
    .executeTakeFirst()
}
