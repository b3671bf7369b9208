import type { Recorder } from '../../core/database.ts'
import { countAttempt } from '../../core/attempts.ts'
import { sha256 } from '../../core/crypto.ts'
import { Problem } from '../../core/errors.ts'
import { readInitData, type InitData } from '../../core/init-data.ts'
import type { Visitor } from '../../core/routes.ts'
import { receiveFromTelegram } from '../people/steps.ts'
import type { SignedIn, SignInWithTelegram } from './contract.ts'
import { answerSignIn, endSessions, openSession } from './steps.ts'
import { EXCHANGES_A_PERSON } from './values.ts'

/** Exchanges what Telegram signed for a session of our own; exchanged again, it ends the session it opened before. */
export async function signInWithTelegram(
  visitor: Visitor,
  { init_data, time_zone }: SignInWithTelegram,
): Promise<SignedIn> {
  const launch = readLaunch(visitor, init_data)
  const { settings, record, now } = visitor
  const rate = settings.rate_limit_user ?? EXCHANGES_A_PERSON
  await countAttempt(record, { key: `exchange of ${launch.user.id}`, rate, now: now() })
  const user = await receiveFromTelegram(visitor, {
    person: launch.user,
    registration: settings.registration,
    invite_token: /^invite_(.+)$/.exec(launch.start_param ?? '')?.[1],
    time_zone,
    origin: { via: 'miniapp', ip: visitor.ip, user_agent: visitor.user_agent },
  })
  if (!user) throw new Problem('auth.invitation_needed', 403)
  const { session, ended } = await record(async (write) => {
    const session = await openSession(write, visitor, { user_id: user.id, via: 'miniapp' })
    const ended = await takeOver(write, launch, session.id)
    await endSessions(write, ended, now())
    return { session, ended }
  })
  visitor.cut(ended)
  return answerSignIn(visitor, session, user)
}

function readLaunch({ settings, now }: Visitor, init_data: string): InitData {
  if (settings.bot_token === null) throw new Problem('auth.telegram_off', 401)
  const launch = readInitData(init_data, settings.bot_token, now())
  if (typeof launch === 'string') throw new Problem(`auth.init_data_${launch}`, 401)
  return launch
}

/** Notes that this launch now belongs to the session, and answers whose it was. The first upsert locks its row, so of several at once one stays. */
async function takeOver(write: Recorder, launch: InitData, session_id: number): Promise<number[]> {
  const hash = sha256(launch.hash)
  const held = await write
    .insertInto('init_data_uses')
    .values({ hash, session_id, expires_at: launch.expires_at })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ hash }))
    .returning('session_id')
    .executeTakeFirstOrThrow()
  if (held.session_id === session_id) return []
  await write.updateTable('init_data_uses').set({ session_id }).where('hash', '=', hash).execute()
  return [held.session_id]
}
