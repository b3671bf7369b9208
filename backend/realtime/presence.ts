import type { House } from '../core/context.ts'
import type { Reader } from '../core/database.ts'
import { PRESENT_MS } from '../core/time.ts'

/** A heartbeat of a visible device: a row, so that every instance and worker knows. */
export async function notePresence({ database, now }: House, socket: string, user_id: number): Promise<void> {
  const row = { socket, user_id, seen_at: now() }
  await database.record((write) =>
    write
      .insertInto('presence')
      .values(row)
      .onConflict((conflict) => conflict.column('socket').doUpdateSet(row))
      .execute(),
  )
}

export async function forgetPresence({ database }: House, socket: string): Promise<void> {
  await database.record((write) => write.deleteFrom('presence').where('socket', '=', socket).execute())
}

export async function isPresent(db: Reader, user_id: number, now: string): Promise<boolean> {
  const since = new Date(Date.parse(now) - PRESENT_MS).toISOString()
  const row = await db
    .selectFrom('presence')
    .select('socket')
    .where('user_id', '=', user_id)
    .where('seen_at', '>', since)
    .executeTakeFirst()
  return row !== undefined
}
