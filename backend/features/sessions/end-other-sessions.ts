import type { Nothing } from '../../core/contract.ts'
import type { Holder } from '../../core/routes.ts'
import type { SessionsEnded } from './contract.ts'
import { endSessionsBut } from './steps.ts'

/** Signs the person out everywhere but here. */
export async function endOtherSessions(holder: Holder, _: Nothing): Promise<SessionsEnded> {
  const { actor, session_id } = holder
  return { sessions_ended: await endSessionsBut(holder, { user_id: actor.user_id, but: session_id }) }
}
