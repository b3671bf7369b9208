import { sha256 } from '../../core/crypto.ts'
import type { Visitor } from '../../core/routes.ts'
import type { LogOut } from './contract.ts'
import { findRefreshToken } from './queries.ts'
import { endSessions } from './steps.ts'

/** Ends the session that asks, by its access token or by its refresh token; without one there is nothing to end. */
export async function logOut(visitor: Visitor, { refresh_token }: LogOut): Promise<Record<string, never>> {
  const token = refresh_token ?? visitor.cookie_token
  const held = token === null ? undefined : await findRefreshToken(visitor.read, sha256(token), visitor.now())
  const ids = [visitor.session_id, held?.session_id].filter((id) => typeof id === 'number')
  await visitor.record((write) => endSessions(write, ids, visitor.now()))
  visitor.cut(ids)
  return {}
}
