import type { Actor } from '../../core/actor.ts'
import { streams } from '../../core/database.ts'
import { demand, Problem } from '../../core/errors.ts'
import { hashPassword } from '../../core/password-hash.ts'
import type { Visitor } from '../../core/routes.ts'
import { queueMail } from '../mails/steps.ts'
import { ACCOUNTS, mayOpenAccount, type User } from '../people/queries.ts'
import { demandFreeUsername, makeOwnAccount } from '../people/steps.ts'
import { ZONE_OF } from '../people/values.ts'
import type { SignedIn } from '../sessions/contract.ts'
import { answerSignIn, openSession } from '../sessions/steps.ts'
import type { Register } from './contract.ts'
import { findUserByLogin } from './queries.ts'
import { demandGoodPassword, keepPassword } from './steps.ts'

/** Makes an account with a password, and signs its person in. Where registration is by invitation, one is needed; it opens the account and no more. */
export async function register(visitor: Visitor, wish: Register): Promise<SignedIn> {
  await demandInvitation(visitor, wish)
  demandGoodPassword(wish.password, wish)
  const user = await makeAccount(visitor, wish, await hashPassword(wish.password))
  const session = await visitor.record(async (write) => {
    if (visitor.settings.sends_mail) await queueMail(write, { kind: 'verify', email: wish.email, at: visitor.now() })
    return openSession(write, visitor, { user_id: user.id, via: 'web' })
  })
  return answerSignIn(visitor, session, user)
}

async function demandInvitation({ read, settings, now }: Visitor, { invite_token }: Register) {
  if (!(await mayOpenAccount(read, { registration: settings.registration, invite_token }, now())))
    throw new Problem('auth.invitation_needed', 403)
}

function makeAccount({ mutateAs, now, ip, user_agent }: Visitor, wish: Register, hash: string): Promise<User> {
  const { username, email, name = username, locale = 'en' } = wish
  const time_zone = wish.time_zone ?? ZONE_OF[locale]
  const nowhere = { telegram_id: null, telegram_username: null, server_admin_at: null }
  const user = { name, locale, time_zone, username, email, ...nowhere }
  const actor: Actor = { user_id: 0, name, locale, time_zone, via: 'web', ip, user_agent }
  return mutateAs(actor)(streams(ACCOUNTS), async (write) => {
    await demandFreeUsername(write, username, 0)
    const known = await findUserByLogin(write, email)
    demand(!known, 'user.email_taken', { errors: [{ path: 'email', message: 'is taken' }] })
    const change = await makeOwnAccount(write, { user, actor }, now())
    await keepPassword(write, { user_id: change.result.id, hash, changed_at: now() })
    return change
  })
}
