import type { Recorder } from '../../core/database.ts'
import { signAccessToken } from '../../core/access-token.ts'
import { randomToken, sha256 } from '../../core/crypto.ts'
import type { Visitor } from '../../core/routes.ts'
import { after, DAY_MS } from '../../core/time.ts'
import type { User } from '../people/queries.ts'
import type { SignedIn } from './contract.ts'
import { listLiveSessions } from './queries.ts'
import { SESSION_DAYS } from './values.ts'

interface NewSession {
  user_id: number
  via: 'miniapp' | 'web'
}

/** A session on the visitor's device, with its first refresh token. */
export async function openSession(write: Recorder, visitor: Visitor, { user_id, via }: NewSession) {
  const at = visitor.now()
  const { id } = await write
    .insertInto('sessions')
    .values({
      user_id,
      via,
      device_id: visitor.device_id,
      ip: visitor.ip,
      user_agent: visitor.user_agent,
      created_at: at,
      seen_at: at,
      expires_at: at,
      ended_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const refresh_token = randomToken()
  await keepRefreshToken(write, visitor, { session: { id, created_at: at }, refresh_token })
  return { id, refresh_token }
}

/** Keeps the token's hash, and the session alive until it runs out: idle too long or, however busy, too old. */
export async function keepRefreshToken(
  write: Recorder,
  { now, settings }: Visitor,
  { session, refresh_token }: { session: { id: number; created_at: string }; refresh_token: string },
): Promise<void> {
  const at = now()
  const idle = after(at, settings.refresh_token_days * DAY_MS)
  const oldest = after(session.created_at, Math.max(SESSION_DAYS, settings.refresh_token_days) * DAY_MS)
  const expires_at = idle < oldest ? idle : oldest
  await write
    .insertInto('refresh_tokens')
    .values({
      hash: sha256(refresh_token),
      session_id: session.id,
      created_at: at,
      expires_at,
      replaced_at: null,
      successor: null,
    })
    .execute()
  await write.updateTable('sessions').set({ seen_at: at, expires_at }).where('id', '=', session.id).execute()
}

/** Ends the sessions that are not over yet; their sockets are to be cut after the commit. */
export async function endSessions(write: Recorder, session_ids: number[], at: string): Promise<void> {
  if (session_ids.length === 0) return
  await write
    .updateTable('sessions')
    .set({ ended_at: at })
    .where('id', 'in', session_ids)
    .where('ended_at', 'is', null)
    .execute()
}

/** Ends this person's sessions, but for the one that asks; answers how many. Their sockets are cut at once. */
export async function endSessionsBut(
  { record, cut, now }: Pick<Visitor, 'record' | 'cut' | 'now'>,
  { user_id, but }: { user_id: number; but: number | null },
): Promise<number> {
  const ended = await record(async (write) => {
    const at = now()
    const rows = await listLiveSessions(write, { user_id, now: at })
    const ids = rows.map(({ id }) => id).filter((id) => id !== but)
    await endSessions(write, ids, at)
    return ids
  })
  cut(ended)
  return ended.length
}

export async function answerSignIn(
  { secrets, settings, now }: Visitor,
  session: { id: number; refresh_token: string },
  user: Pick<User, 'id' | 'name' | 'locale'>,
): Promise<SignedIn> {
  const minutes = settings.access_token_minutes
  const access_token = await signAccessToken(secrets, { id: session.id, user_id: user.id }, { now: now(), minutes })
  return {
    access_token,
    expires_in: minutes * 60,
    refresh_token: session.refresh_token,
    user: { id: user.id, name: user.name, locale: user.locale },
  }
}
