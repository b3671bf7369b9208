import { countAttempt } from '../../core/attempts.ts'
import { open, randomToken, seal, sha256 } from '../../core/crypto.ts'
import type { Recorder } from '../../core/database.ts'
import { found, Problem } from '../../core/errors.ts'
import type { Visitor } from '../../core/routes.ts'
import { findUser } from '../people/queries.ts'
import type { Refresh, SignedIn } from './contract.ts'
import { findRefreshToken, type HeldToken } from './queries.ts'
import { answerSignIn, endSessions, keepRefreshToken } from './steps.ts'
import { REFRESHES_A_SESSION, REFRESH_GRACE_MS } from './values.ts'

/**
 * Exchanges a refresh token for its successor. The same device may repeat that for a moment and gets the same one,
 * since an answer may be lost; whoever else comes with a spent token has stolen it, or was stolen from: the session ends.
 */
export async function refreshSession(visitor: Visitor, wish: Refresh): Promise<SignedIn> {
  const { read, record, now, settings } = visitor
  const token = wish.refresh_token ?? visitor.cookie_token
  const known = token === null ? undefined : await findRefreshToken(read, sha256(token), now())
  if (token === null || !known) throw refusal()
  const rate = settings.rate_limit_user ?? REFRESHES_A_SESSION
  await countAttempt(record, { key: `refresh of ${known.session_id}`, rate, now: now() })
  const refresh_token = await record((write) => rotate(write, visitor, token))
  if (refresh_token === undefined) {
    visitor.cut([known.session_id])
    throw refusal()
  }
  const user = found(await findUser(read, known.user_id), 'user')
  return answerSignIn(visitor, { id: known.session_id, refresh_token }, user)
}

/** The token that follows this one; undefined if there is none to give, and then the session is over. */
async function rotate(write: Recorder, visitor: Visitor, token: string): Promise<string | undefined> {
  const at = visitor.now()
  const hash = sha256(token)
  const refresh_token = randomToken()
  const replaced = await write
    .updateTable('refresh_tokens')
    .set({ replaced_at: at, successor: seal(keyOf(visitor), refresh_token, hash) })
    .where('hash', '=', hash)
    .where('replaced_at', 'is', null)
    .returning('session_id')
    .executeTakeFirst()
  const held = await findRefreshToken(write, hash, at)
  if (!held) return undefined
  if (replaced) {
    const session = { id: held.session_id, created_at: held.session_created_at }
    await keepRefreshToken(write, visitor, { session, refresh_token })
    return refresh_token
  }
  if (held.successor !== null && mayRepeat(held, visitor)) return open(keyOf(visitor), held.successor, hash)
  await endSessions(write, [held.session_id], at)
  return undefined
}

function mayRepeat(held: HeldToken, { device_id, user_agent, now }: Visitor): boolean {
  const isSameDevice = held.device_id === device_id && held.user_agent === user_agent
  return isSameDevice && Date.parse(now()) - Date.parse(held.replaced_at ?? '') <= REFRESH_GRACE_MS
}

const keyOf = ({ secrets }: Visitor) => secrets.key('successor of a refresh token')
const refusal = () => new Problem('auth.refresh_refused', 401)
