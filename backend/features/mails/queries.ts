import type { Reader } from '../../core/database.ts'
import type { User } from '../people/queries.ts'

export function findUserByEmail(db: Reader, email: string): Promise<User | undefined> {
  return db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst()
}

/** Whom this token was sent to, while it is good for something. */
export function findMailToken(db: Reader, { hash, now }: { hash: string; now: string }): Promise<User | undefined> {
  return db
    .selectFrom('mail_tokens')
    .innerJoin('users', 'users.id', 'mail_tokens.user_id')
    .selectAll('users')
    .where('mail_tokens.hash', '=', hash)
    .where('mail_tokens.used_at', 'is', null)
    .where('mail_tokens.expires_at', '>', now)
    .executeTakeFirst()
}
