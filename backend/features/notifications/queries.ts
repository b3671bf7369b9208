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

/** What these comments say now, by id; a deleted one is not among them. */
export async function listNoticeComments(db: Reader, ids: number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'content'])
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map(({ id, content }) => [id, content]))
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

/** What a person was told, less what they may no longer know of: newest first. */
export function visibleNotifications(db: Reader, user_id: number) {
  return db
    .selectFrom('notifications')
    .leftJoin('notification_reads', (join) =>
      join
        .onRef('notification_reads.notification_id', '=', 'notifications.id')
        .on('notification_reads.user_id', '=', user_id),
    )
    .leftJoin('tasks', (join) =>
      join.onRef('tasks.id', '=', 'notifications.task_id').on('tasks.deleted_at', 'is', null),
    )
    .leftJoin('project_access', (join) =>
      join.onRef('project_access.project_id', '=', 'tasks.project_id').on('project_access.user_id', '=', user_id),
    )
    .leftJoin('team_members', (join) =>
      join.onRef('team_members.team_id', '=', 'notifications.team_id').on('team_members.user_id', '=', user_id),
    )
    .where('notifications.user_id', '=', user_id)
    .where((eb) => eb.or([eb('notifications.task_id', 'is', null), eb('project_access.user_id', 'is not', null)]))
    .where((eb) => eb.or([eb('notifications.team_id', 'is', null), eb('team_members.user_id', 'is not', null)]))
}

export async function countUnread(db: Reader, user_id: number): Promise<number> {
  const { unread } = await visibleNotifications(db, user_id)
    .select((eb) => eb.fn.countAll<number>().as('unread'))
    .where('notification_reads.read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return unread
}

/** Those of a person's notifications, of these or of all, and whether each was read. */
export function listReadMarks(db: Reader, user_id: number, ids: number[] | undefined) {
  return db
    .selectFrom('notifications')
    .leftJoin('notification_reads', (join) =>
      join
        .onRef('notification_reads.notification_id', '=', 'notifications.id')
        .on('notification_reads.user_id', '=', user_id),
    )
    .select(['notifications.id', 'notification_reads.read_at'])
    .where('notifications.user_id', '=', user_id)
    .$if(ids !== undefined, (query) => query.where('notifications.id', 'in', ids ?? []))
    .$if(ids === undefined, (query) => query.where('notification_reads.read_at', 'is', null))
    .execute()
}
