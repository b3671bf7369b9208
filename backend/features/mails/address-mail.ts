import type { House } from '../../core/context.ts'
import type { User } from '../people/queries.ts'
import { findUserByEmail } from './queries.ts'
import { makeMailToken } from './steps.ts'
import type { MailKind } from './values.ts'

interface Wish {
  kind: MailKind
  email: string
}

/** Whom a mail is for, with a token of its own to put into it; undefined if nobody has this address. */
export async function addressMail(
  { database, now }: Pick<House, 'database' | 'now'>,
  { kind, email }: Wish,
): Promise<{ user: User; token: string } | undefined> {
  const user = await findUserByEmail(database.read, email)
  if (!user) return undefined
  const token = await database.record((write) => makeMailToken(write, { kind, email, user_id: user.id, at: now() }))
  return { user, token }
}
