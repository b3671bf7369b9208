import { IdPlace, pageOfRows, readCursor } from '../../core/cursor.ts'
import type { Holder } from '../../core/routes.ts'
import type { ListSessions, SessionPage } from './contract.ts'
import { shareSession } from './present.ts'
import { listLiveSessions } from './queries.ts'

/** Where the person is signed in, newest first. */
export async function listSessions(holder: Holder, { limit, cursor }: ListSessions): Promise<SessionPage> {
  const before = readCursor(cursor, IdPlace)?.[0]
  const { read, actor, now } = holder
  const rows = await listLiveSessions(read, { user_id: actor.user_id, now: now(), before, limit: limit + 1 })
  const { items, next } = pageOfRows(rows, limit, ({ id }) => [id])
  return { items: items.map((row) => shareSession(row, holder.session_id)), next }
}
