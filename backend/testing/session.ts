import { signAccessToken } from '../core/access-token.ts'
import type { Secrets } from '../core/crypto.ts'
import type { Database } from '../core/database.ts'

const DAY_MS = 86_400_000

/** An access token, good for an hour, of a session that is there without a sign-in. */
export async function openTestSession(
  { database }: { database: Database },
  secrets: Secrets,
  { user_id, at }: { user_id: number; at: string },
): Promise<string> {
  const expires_at = new Date(Date.parse(at) + DAY_MS).toISOString()
  const row = {
    user_id,
    via: 'web',
    device_id: null,
    ip: null,
    user_agent: null,
    created_at: at,
    seen_at: at,
    expires_at,
    ended_at: null,
  } as const
  const { id } = await database.record((write) =>
    write.insertInto('sessions').values(row).returning('id').executeTakeFirstOrThrow(),
  )
  return signAccessToken(secrets, { id, user_id }, { now: at, minutes: 60 })
}
