import type { Actor } from '../../core/actor.ts'
import { changesBetween } from '../../core/changes.ts'
import { sha256 } from '../../core/crypto.ts'
import { streams } from '../../core/database.ts'
import { found, Problem } from '../../core/errors.ts'
import { hashPassword } from '../../core/password-hash.ts'
import type { Visitor } from '../../core/routes.ts'
import { findMailToken } from '../mails/queries.ts'
import { spendMailToken } from '../mails/steps.ts'
import { userUpdated } from '../people/journal.ts'
import { findUser, type User } from '../people/queries.ts'
import { endSessionsBut } from '../sessions/steps.ts'
import type { PasswordState, ResetPassword } from './contract.ts'
import { passwordChanged } from './journal.ts'
import { demandGoodPassword, keepPassword } from './steps.ts'

/** A new password for whoever holds the mailed token: it is spent, every other one dies with it, and all sessions end. */
export async function resetPassword(visitor: Visitor, { token, password }: ResetPassword): Promise<PasswordState> {
  const { read, record, now } = visitor
  const user = await findMailToken(read, { hash: sha256(token), now: now() })
  if (!user) throw refusal()
  demandGoodPassword(password, user)
  const hash = await hashPassword(password)
  const spent = await record((write) => spendMailToken(write, { kind: 'reset', token, at: now() }))
  if (spent?.email !== user.email) throw refusal()
  const changed_at = await change(visitor, user, hash)
  return { changed_at, sessions_ended: await endSessionsBut(visitor, { user_id: user.id, but: null }) }
}

/** Whoever read the mail has its address: that is proven as well. */
function change({ mutateAs, now, ip, user_agent }: Visitor, user: User, hash: string): Promise<string> {
  const { id: user_id, name, locale, time_zone } = user
  const actor: Actor = { user_id, name, locale, time_zone, via: 'web', ip, user_agent }
  return mutateAs(actor)(streams(`user:${user_id}`), async (write) => {
    const at = now()
    const before = found(await findUser(write, user_id), 'user')
    await keepPassword(write, { user_id, hash, changed_at: at })
    if (before.email !== user.email || before.email_verified_at !== null)
      return { entries: [passwordChanged(user)], result: at }
    await write.updateTable('users').set({ email_verified_at: at }).where('id', '=', user_id).execute()
    const verified = userUpdated(before, changesBetween(before, { email_verified_at: at }))
    return { entries: [passwordChanged(user), verified], result: at }
  })
}

const refusal = () => new Problem('auth.mail_link_refused', 401)
