import type { House } from '../core/context.ts'

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
