import type { Generated } from 'kysely'

export interface UsersTable {
  id: Generated<number>
  name: string
  locale: 'ru' | 'en'
  /** IANA name, such as Europe/Moscow. */
  time_zone: string
  /** What people log in by, both in lower case. */
  username: string | null
  email: string | null
  email_verified_at: string | null
  telegram_id: number | null
  telegram_username: string | null
  /** When the person first wrote to the bot: only then may it write to them. */
  bot_started_at: string | null
  bot_blocked_at: string | null
  server_admin_at: string | null
  /** Local hour of the digest, 0 to 23. */
  digest_hour: number | null
  /** Local times such as 22:00-08:00. */
  quiet_hours: string | null
  created_at: string
}
