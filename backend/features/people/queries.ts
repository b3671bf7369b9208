import type { Selectable } from 'kysely'
import type { Reader } from '../../core/database.ts'
import type { UsersTable } from './table.ts'

export type User = Selectable<UsersTable>

export function findUser(db: Reader, user_id: number): Promise<User | undefined> {
  return db.selectFrom('users').selectAll().where('id', '=', user_id).executeTakeFirst()
}

export function findUserByTelegram(db: Reader, telegram_id: number): Promise<User | undefined> {
  return db.selectFrom('users').selectAll().where('telegram_id', '=', telegram_id).executeTakeFirst()
}
