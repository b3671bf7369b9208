import type { Reader } from '../../core/database.ts'

/** Everybody who sees the project, with the @name Telegram knows them by. */
export function listNamedPeople(db: Reader, project_id: number) {
  return db
    .selectFrom('project_access')
    .innerJoin('users', 'users.id', 'project_access.user_id')
    .select(['users.id', 'users.name', 'users.telegram_username as username'])
    .where('project_access.project_id', '=', project_id)
    .orderBy('users.name')
    .orderBy('users.id')
    .execute()
}
