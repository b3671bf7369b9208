import type { Selectable } from 'kysely'
import { sha256 } from '../../core/crypto.ts'
import type { Reader, Streams } from '../../core/database.ts'
import { findLiveInvite } from '../teams/queries.ts'
import type { UsersTable } from './table.ts'

export type User = Selectable<UsersTable>

export function findUser(db: Reader, user_id: number): Promise<User | undefined> {
  return db.selectFrom('users').selectAll().where('id', '=', user_id).executeTakeFirst()
}

export function findUserByTelegram(db: Reader, telegram_id: number): Promise<User | undefined> {
  return db.selectFrom('users').selectAll().where('telegram_id', '=', telegram_id).executeTakeFirst()
}

/** Held by whoever makes an account: two at once can't make two for one person, nor two first administrators. */
export const ACCOUNTS = 'accounts'

/** The streams of a change by somebody known by their Telegram id, whether they have an account yet or not. */
export function streamsOfTelegram(telegram_id: number): Streams {
  return async (db) => {
    const user = await findUserByTelegram(db, telegram_id)
    return user ? [`user:${user.id}`] : [ACCOUNTS]
  }
}

/** Whether somebody seen for the first time gets an account: always, or with an invitation that is still good. */
export async function mayOpenAccount(
  db: Reader,
  { registration, invite_token }: { registration: 'invite' | 'open'; invite_token: string | undefined },
  now: string,
): Promise<boolean> {
  if (registration === 'open') return true
  return invite_token !== undefined && (await findLiveInvite(db, sha256(invite_token), now)) !== undefined
}

export async function findPersonalTeam(db: Reader, user_id: number): Promise<{ id: number }> {
  return db.selectFrom('teams').select('id').where('personal_of', '=', user_id).executeTakeFirstOrThrow()
}

export async function hasServerAdmin(db: Reader): Promise<boolean> {
  const admin = await db.selectFrom('users').select('id').where('server_admin_at', 'is not', null).executeTakeFirst()
  return admin !== undefined
}
