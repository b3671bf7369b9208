import type { SignedIn } from '../../core/actor.ts'
import type { House } from '../../core/context.ts'
import type { Secrets } from '../../core/crypto.ts'
import { readAccessToken } from '../../core/access-token.ts'
import { findLiveSession } from './queries.ts'

export interface Origin {
  ip: string | null
  user_agent: string | null
}

interface Registry {
  house: House
  secrets: Secrets
}

/** Who holds this access token, if their session still lives: looked up each time, so that sign-out acts at once. */
export async function identify(registry: Registry, token: string, origin: Origin): Promise<SignedIn | undefined> {
  const claim = await readAccessToken(registry.secrets, token, registry.house.now())
  return claim && identifySession(registry.house, claim.session_id, origin)
}

/** Whose session it is, if it still lives. */
export async function identifySession(house: House, session_id: number, origin: Origin): Promise<SignedIn | undefined> {
  const session = await findLiveSession(house.database.read, session_id, house.now())
  if (!session) return undefined
  const { user_id, name, locale, time_zone, via } = session
  return {
    actor: { user_id, name, locale, time_zone, via, ...origin },
    session_id,
    server_admin: session.server_admin_at !== null,
  }
}

/** The token of an `Authorization: Bearer` header (RFC 6750). */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer ([\w.-]+)$/i.exec(header ?? '')?.[1]
}
