import { countAttempt } from '../../core/attempts.ts'
import { sha256 } from '../../core/crypto.ts'
import { demand } from '../../core/errors.ts'
import type { Visitor } from '../../core/routes.ts'
import { queueMail } from '../mails/steps.ts'
import { MAILS_AN_ADDRESS } from '../mails/values.ts'
import type { ForgotPassword } from './contract.ts'

/** Has a link mailed to whoever has this address. Whether anybody has is found out later, where nobody waits for the answer. */
export async function forgotPassword(
  { record, settings, now }: Visitor,
  { email }: ForgotPassword,
): Promise<Record<string, never>> {
  demand(settings.sends_mail === true, 'mail.off')
  await countAttempt(record, { key: `forgotten by ${sha256(email)}`, rate: MAILS_AN_ADDRESS, now: now() })
  await record((write) => queueMail(write, { kind: 'reset', email, at: now() }))
  return {}
}
