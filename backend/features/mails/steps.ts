import { randomToken, sha256 } from '../../core/crypto.ts'
import type { Recorder } from '../../core/database.ts'
import { after, MINUTE_MS } from '../../core/time.ts'
import { MAIL_TOKEN_MINUTES, type MailKind } from './values.ts'

/** Leaves a mail to be written and sent to whoever has this address, if anybody has. */
export async function queueMail(write: Recorder, { kind, email, at }: { kind: MailKind; email: string; at: string }) {
  const nothing = { leased_until: null, lease: null, reason: null, sent_at: null }
  const row = { kind, email, state: 'waiting', not_before: at, created_at: at, ...nothing } as const
  await write.insertInto('mails').values(row).execute()
}

/** A token for a mail; only its hash is kept. */
export async function makeMailToken(
  write: Recorder,
  { kind, user_id, email, at }: { kind: MailKind; user_id: number; email: string; at: string },
): Promise<string> {
  const token = randomToken()
  const expires_at = after(at, MAIL_TOKEN_MINUTES * MINUTE_MS)
  const row = { hash: sha256(token), kind, user_id, email, created_at: at, expires_at, used_at: null }
  await write.insertInto('mail_tokens').values(row).execute()
  return token
}

/** Whose token it is, and it is spent: with it all others of its kind that this person was sent. */
export async function spendMailToken(
  write: Recorder,
  { kind, token, at }: { kind: MailKind; token: string; at: string },
): Promise<{ user_id: number; email: string } | undefined> {
  const hash = sha256(token)
  const spent = await write
    .updateTable('mail_tokens')
    .set({ used_at: at })
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('user_id', '=', (eb) =>
      eb
        .selectFrom('mail_tokens as own')
        .select('own.user_id')
        .where('own.hash', '=', hash)
        .where('own.kind', '=', kind)
        .where('own.used_at', 'is', null)
        .where('own.expires_at', '>', at),
    )
    .returning(['hash', 'user_id', 'email'])
    .execute()
  return spent.find((row) => row.hash === hash)
}
