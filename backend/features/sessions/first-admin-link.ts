import type { House } from '../../core/context.ts'
import { randomToken, sha256 } from '../../core/crypto.ts'
import { after, MINUTE_MS } from '../../core/time.ts'
import { hasServerAdmin } from '../people/queries.ts'
import { LINK_MINUTES } from './values.ts'

/** The link that makes whoever opens it first the server's administrator; none once there is one. The former link ends. */
export async function firstAdminLink(
  { database, now }: Pick<House, 'database' | 'now'>,
  web_base_url: string,
): Promise<string | undefined> {
  if (await hasServerAdmin(database.read)) return undefined
  const at = now()
  const token = randomToken()
  const expires_at = after(at, LINK_MINUTES * MINUTE_MS)
  await database.record(async (write) => {
    await write.deleteFrom('login_links').where('user_id', 'is', null).execute()
    await write
      .insertInto('login_links')
      .values({ hash: sha256(token), user_id: null, created_at: at, expires_at, used_at: null })
      .execute()
  })
  return `${web_base_url}/login#t=${token}`
}
