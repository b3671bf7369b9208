import { setTimeout as sleep } from 'node:timers/promises'
import { addAttempt, countAttempt, forgetAttempts } from '../../core/attempts.ts'
import { sha256 } from '../../core/crypto.ts'
import type { Writer } from '../../core/database.ts'
import { demand } from '../../core/errors.ts'
import { networkOf } from '../../core/network.ts'
import { isPassword } from '../../core/password-hash.ts'
import type { Visitor } from '../../core/routes.ts'
import { isEasilyGuessed } from './policy.ts'
import { findPassword } from './queries.ts'
import { SLOW_MS, TRIES_A_PERSON, TRIES_A_PERSON_AND_ADDRESS } from './values.ts'

interface Guess {
  user_id: number | undefined
  /** What was typed as the name, for counting those that nobody has. */
  login: string
  password: string
}

/** The kept hash if the password is right. Each try is counted before it is compared, and costs the same for a name that nobody has. */
export async function tryPassword(visitor: Visitor, { user_id, login, password }: Guess): Promise<string | undefined> {
  const { record, read, settings, now, ip } = visitor
  const whose = user_id === undefined ? `nobody ${sha256(login)}` : `person ${user_id}`
  const from_here = `password of ${whose} from ${networkOf(ip ?? '')}`
  const rate = settings.rate_limit_anon ?? TRIES_A_PERSON_AND_ADDRESS
  await countAttempt(record, { key: from_here, rate, now: now() })
  const { count } = await addAttempt(record, { key: `password of ${whose}`, rate: TRIES_A_PERSON, now: now() })
  if (count > TRIES_A_PERSON.points) await sleep(SLOW_MS)
  const kept = await findPassword(read, user_id ?? 0)
  if (!(await isPassword(password, kept))) return undefined
  await forgetAttempts(record, from_here)
  return kept
}

/** Refuses what is guessed first. */
export function demandGoodPassword(password: string, owner: { username: string | null; email: string | null }): void {
  const errors = [{ path: 'password', message: 'is among the first to be guessed' }]
  demand(!isEasilyGuessed(password, owner), 'auth.password_weak', { errors })
}

export async function keepPassword(write: Writer, row: { user_id: number; hash: string; changed_at: string }) {
  const { hash, changed_at } = row
  await write
    .insertInto('passwords')
    .values(row)
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ hash, changed_at }))
    .execute()
}
