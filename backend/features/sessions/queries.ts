import type { Reader } from '../../core/database.ts'

/** A session that has neither ended nor run out, with its person. */
export function findLiveSession(db: Reader, session_id: number, now: string) {
  return db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.id',
      'sessions.via',
      'sessions.user_id',
      'users.name',
      'users.locale',
      'users.time_zone',
      'users.server_admin_at',
    ])
    .where('sessions.id', '=', session_id)
    .where('sessions.ended_at', 'is', null)
    .where('sessions.expires_at', '>', now)
    .executeTakeFirst()
}
export type LiveSession = NonNullable<Awaited<ReturnType<typeof findLiveSession>>>
