import type { Selectable } from 'kysely'
import type { Reader } from '../../core/database.ts'
import type { SessionsTable } from './table.ts'

export type SessionRow = Selectable<SessionsTable>

/** This person's sessions that have neither ended nor run out, newest first. */
export function listLiveSessions(
  db: Reader,
  { user_id, now, before, limit }: { user_id: number; now: string; before?: number | undefined; limit?: number },
): Promise<SessionRow[]> {
  let query = liveSessionsOf(db, user_id, now).orderBy('id', 'desc')
  if (before !== undefined) query = query.where('id', '<', before)
  if (limit !== undefined) query = query.limit(limit)
  return query.execute()
}

/** The session, if it is this person's and still lives. */
export function findOwnSession(db: Reader, { id, user_id, now }: { id: number; user_id: number; now: string }) {
  return liveSessionsOf(db, user_id, now).where('id', '=', id).executeTakeFirst()
}

function liveSessionsOf(db: Reader, user_id: number, now: string) {
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', user_id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
}
import { prepared } from '../../core/prepared.ts'

/** A session that has neither ended nor run out, with its person. */
export function findLiveSession(db: Reader, session_id: number, now: string) {
  return liveSession.first(db, { session_id, now })
}

const liveSession = prepared((db: Reader, { session_id, now }: { session_id: number; now: string }) =>
  db
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
    .where('sessions.expires_at', '>', now),
)

/** A refresh token that has not run out, replaced or not, with its living session. */
export function findRefreshToken(db: Reader, hash: string, now: string) {
  return db
    .selectFrom('refresh_tokens')
    .innerJoin('sessions', 'sessions.id', 'refresh_tokens.session_id')
    .select([
      'refresh_tokens.session_id',
      'refresh_tokens.replaced_at',
      'refresh_tokens.successor',
      'sessions.user_id',
      'sessions.device_id',
      'sessions.user_agent',
      'sessions.created_at as session_created_at',
    ])
    .where('refresh_tokens.hash', '=', hash)
    .where('refresh_tokens.expires_at', '>', now)
    .where('sessions.ended_at', 'is', null)
    .executeTakeFirst()
}
export type HeldToken = NonNullable<Awaited<ReturnType<typeof findRefreshToken>>>
