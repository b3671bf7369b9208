import type { Reader } from '../../core/database.ts'
import type { Me } from './contract.ts'
import { findPersonalTeam, type User } from './queries.ts'

/** A person as they see themselves. */
export async function presentMe(user: User, { read }: { read: Reader }): Promise<Me> {
  const { id, name, locale, time_zone, digest_hour, quiet_hours, username, email, email_verified_at } = user
  const { telegram_id, telegram_username } = user
  return {
    id,
    name,
    locale,
    time_zone,
    digest_hour,
    quiet_hours,
    username,
    email,
    email_verified_at,
    telegram: telegram_id === null ? null : { id: telegram_id, username: telegram_username },
    server_admin: user.server_admin_at !== null,
    personal_team_id: (await findPersonalTeam(read, id)).id,
  }
}
