import type { Actor } from '../../core/actor.ts'
import { changesBetween } from '../../core/changes.ts'
import { streams } from '../../core/database.ts'
import { found, Problem } from '../../core/errors.ts'
import type { Visitor } from '../../core/routes.ts'
import { spendMailToken } from '../mails/steps.ts'
import type { VerifiedEmail, VerifyEmail } from './contract.ts'
import { userUpdated } from './journal.ts'
import { findUser } from './queries.ts'

/** Whoever holds the mailed token has the address that it was sent to. */
export async function verifyEmail(visitor: Visitor, { token }: VerifyEmail): Promise<VerifiedEmail> {
  const { read, record, mutateAs, now, ip, user_agent } = visitor
  const spent = await record((write) => spendMailToken(write, { kind: 'verify', token, at: now() }))
  if (!spent) throw refusal()
  const { id: user_id, name, locale, time_zone } = found(await findUser(read, spent.user_id), 'user')
  const actor: Actor = { user_id, name, locale, time_zone, via: 'web', ip, user_agent }
  return mutateAs(actor)(streams(`user:${user_id}`), async (write) => {
    const user = found(await findUser(write, user_id), 'user')
    if (user.email !== spent.email) throw refusal()
    const email_verified_at = now()
    await write.updateTable('users').set({ email_verified_at }).where('id', '=', user_id).execute()
    const entry = userUpdated(user, changesBetween(user, { email_verified_at }))
    return { entries: [entry], result: { email: user.email, email_verified_at } }
  })
}

const refusal = () => new Problem('auth.mail_link_refused', 401)
