import { found } from '../../core/errors.ts'
import type { Holder } from '../../core/routes.ts'
import type { EndSession, Session } from './contract.ts'
import { shareSession } from './present.ts'
import { findOwnSession } from './queries.ts'
import { endSessions } from './steps.ts'

/** Ends one of the person's own sessions: its sockets are cut, its tokens are nobody's from now on. */
export async function endSession(holder: Holder, { session_id }: EndSession): Promise<Session> {
  const { actor, record, now, cut } = holder
  const ended = await record(async (write) => {
    const at = now()
    const row = found(await findOwnSession(write, { id: session_id, user_id: actor.user_id, now: at }), 'session')
    await endSessions(write, [row.id], at)
    return { ...row, ended_at: at }
  })
  cut([ended.id])
  return shareSession(ended, holder.session_id)
}
