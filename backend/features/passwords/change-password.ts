import { countAttempt, forgetAttempts } from '../../core/attempts.ts'
import { streams } from '../../core/database.ts'
import { allow, found } from '../../core/errors.ts'
import { hashPassword, isPassword } from '../../core/password-hash.ts'
import type { Holder } from '../../core/routes.ts'
import { findUser } from '../people/queries.ts'
import { endSessionsBut } from '../sessions/steps.ts'
import type { ChangePassword, PasswordState } from './contract.ts'
import { passwordChanged } from './journal.ts'
import { findPassword } from './queries.ts'
import { demandGoodPassword, keepPassword } from './steps.ts'
import { CHANGES_A_PERSON } from './values.ts'

/** Changes the password of whoever knows the current one, or sets the first; every other session of theirs ends. */
export async function changePassword(holder: Holder, wish: ChangePassword): Promise<PasswordState> {
  const { actor, read, record, settings, now } = holder
  const user = found(await findUser(read, actor.user_id), 'user')
  const key = `password change of ${user.id}`
  await countAttempt(record, { key, rate: settings.rate_limit_user ?? CHANGES_A_PERSON, now: now() })
  const kept = await findPassword(read, user.id)
  const knows = kept === undefined || (await isPassword(wish.current_password ?? '', kept))
  allow(knows, 'auth.password_wrong')
  demandGoodPassword(wish.password, user)
  const hash = await hashPassword(wish.password)
  const changed_at = await holder.mutate(streams(`user:${user.id}`), async (write) => {
    allow((await findPassword(write, user.id)) === kept, 'auth.password_wrong')
    const at = now()
    await keepPassword(write, { user_id: user.id, hash, changed_at: at })
    return { entries: [passwordChanged(user)], result: at }
  })
  await forgetAttempts(record, key)
  const sessions_ended = await endSessionsBut(holder, { user_id: user.id, but: holder.session_id })
  return { changed_at, sessions_ended }
}
