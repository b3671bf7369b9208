import type { Reader } from '../../core/database.ts'
import type { User } from '../people/queries.ts'

/** Whose e-mail address or username it is. */
export function findUserByLogin(db: Reader, login: string): Promise<User | undefined> {
  return db
    .selectFrom('users')
    .selectAll()
    .where(login.includes('@') ? 'email' : 'username', '=', login)
    .executeTakeFirst()
}

export async function findPassword(db: Reader, user_id: number): Promise<string | undefined> {
  const row = await db.selectFrom('passwords').select('hash').where('user_id', '=', user_id).executeTakeFirst()
  return row?.hash
}
