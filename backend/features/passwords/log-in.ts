import { streams } from '../../core/database.ts'
import { Problem } from '../../core/errors.ts'
import { hashPassword, isOutdated } from '../../core/password-hash.ts'
import type { Visitor } from '../../core/routes.ts'
import type { User } from '../people/queries.ts'
import type { SignedIn } from '../sessions/contract.ts'
import { answerSignIn, endSessions, openSession } from '../sessions/steps.ts'
import type { LogIn } from './contract.ts'
import { passwordRehashed } from './journal.ts'
import { findPassword, findUserByLogin } from './queries.ts'
import { keepPassword, tryPassword } from './steps.ts'

/** Signs in by e-mail or username and password. A wrong password and a name that nobody has get one answer. */
export async function logIn(visitor: Visitor, { email, username, password }: LogIn): Promise<SignedIn> {
  const login = (email ?? username ?? '').trim().toLowerCase()
  const user = await findUserByLogin(visitor.read, login)
  const kept = await tryPassword(visitor, { user_id: user?.id, login, password })
  if (!user || kept === undefined) throw refusal()
  const hash = isOutdated(kept) ? await rehash(visitor, user, { password, kept }) : kept
  const session = await visitor.record((write) => openSession(write, visitor, { user_id: user.id, via: 'web' }))
  if ((await findPassword(visitor.read, user.id)) !== hash) {
    // Changed meanwhile: whoever changed it may have ended all sessions before this one was there.
    await visitor.record((write) => endSessions(write, [session.id], visitor.now()))
    throw refusal()
  }
  return answerSignIn(visitor, session, user)
}

/** Keeps the password at the cost that is usual now, unless it was changed meanwhile. */
async function rehash(
  { mutateAs, now, ip, user_agent }: Visitor,
  user: User,
  { password, kept }: { password: string; kept: string },
): Promise<string> {
  const hash = await hashPassword(password)
  const { id: user_id, name, locale, time_zone } = user
  const actor = { user_id, name, locale, time_zone, via: 'web', ip, user_agent } as const
  return mutateAs(actor)(streams(`user:${user_id}`), async (write) => {
    if ((await findPassword(write, user_id)) !== kept) throw refusal()
    await keepPassword(write, { user_id, hash, changed_at: now() })
    return { entries: [passwordRehashed(user)], result: hash }
  })
}

const refusal = () => new Problem('auth.login_refused', 401)
