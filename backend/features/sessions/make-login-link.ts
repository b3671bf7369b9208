import { countAttempt, type Rate } from '../../core/attempts.ts'
import type { House } from '../../core/context.ts'
import { randomToken, sha256 } from '../../core/crypto.ts'
import { after, MINUTE_MS } from '../../core/time.ts'
import { LINK_MINUTES } from './values.ts'

interface Wish {
  user_id: number
  web_base_url: string
  /** How often this person may ask; null for those who run the server. */
  rate: Rate | null
}

export interface LoginLink {
  link: string
  expires_at: string
}

/** A link that signs this person in once, within ten minutes. The token stands in the fragment, which no server or preview is sent. */
export async function makeLoginLink(
  { database, now }: Pick<House, 'database' | 'now'>,
  { user_id, web_base_url, rate }: Wish,
): Promise<LoginLink> {
  const at = now()
  if (rate) await countAttempt(database.record, { key: `link of ${user_id}`, rate, now: at })
  const token = randomToken()
  const expires_at = after(at, LINK_MINUTES * MINUTE_MS)
  const row = { hash: sha256(token), user_id, created_at: at, expires_at, used_at: null }
  await database.record((write) => write.insertInto('login_links').values(row).execute())
  return { link: `${web_base_url}/login#t=${token}`, expires_at }
}
