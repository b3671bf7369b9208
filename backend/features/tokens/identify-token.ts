import type { Caller } from '../../core/actor.ts'
import type { House } from '../../core/context.ts'
import { sha256 } from '../../core/crypto.ts'
import { after } from '../../core/time.ts'
import { findLiveToken } from './queries.ts'
import { SCOPES, TOKEN_PREFIX, USE_NOTED_MS } from './values.ts'

interface Origin {
  ip: string | null
  user_agent: string | null
}

export const isApiToken = (token: string) => token.startsWith(TOKEN_PREFIX)

/** Whom a program with this token acts for, and how far it may go. */
export async function identifyToken(
  { database, now }: Pick<House, 'database' | 'now'>,
  token: string,
  origin: Origin,
): Promise<Caller | undefined> {
  const at = now()
  const row = await findLiveToken(database.read, sha256(token), at)
  if (!row) return undefined
  if (row.used_at === null || row.used_at < after(at, -USE_NOTED_MS)) {
    const use = { used_at: at, ip: origin.ip }
    await database.record((write) =>
      write
        .insertInto('api_token_uses')
        .values({ token_id: row.id, ...use })
        .onConflict((conflict) => conflict.column('token_id').doUpdateSet(use))
        .execute(),
    )
  }
  const { user_id, name, locale, time_zone } = row
  return {
    actor: { user_id, name, locale, time_zone, via: 'api', ...origin },
    session_id: null,
    server_admin: row.server_admin_at !== null,
    reach: reachOf(row.scopes.split(' ')),
  }
}

function reachOf(scopes: string[]) {
  return SCOPES.findLast((scope) => scopes.includes(scope)) ?? 'read'
}
