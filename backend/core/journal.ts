import type { Entry } from '../entries.ts'
import type { Actor } from './actor.ts'
import type { Announcement, Audiences, Writer, WrittenEntry } from './database.ts'

interface Append {
  entries: Entry[]
  actor: Actor
  at: string
  locked: string[]
}

/** Writes the entries, numbered without gaps in commit order (the streams are locked), and reads who may see each. */
export async function appendEntries(
  write: Writer,
  audiences: Audiences,
  { entries, actor, at, locked }: Append,
): Promise<Announcement[]> {
  const next = await takeNumbers(write, entries, locked)
  const announcements: Announcement[] = []
  for (const entry of entries) {
    const { stream, audience, refs, ...body } = entry
    const seq = next(stream)
    const written: WrittenEntry = {
      stream,
      seq,
      at,
      actor: { id: actor.user_id, name: actor.name },
      via: actor.via,
      audience,
      ...body,
    }
    await write
      .insertInto('entries')
      .values({
        stream,
        seq,
        at,
        actor_id: actor.user_id,
        via: actor.via,
        kind: entry.kind,
        audience,
        ...refs,
        body: JSON.stringify(body),
      })
      .execute()
    if (actor.ip !== null || actor.user_agent !== null) {
      await write
        .insertInto('entry_origins')
        .values({ stream, seq, ip: actor.ip, user_agent: actor.user_agent })
        .execute()
    }
    announcements.push({ entry: written, user_ids: await findAudience(write, audiences, audience) })
  }
  return announcements
}

async function takeNumbers(write: Writer, entries: Entry[], locked: string[]) {
  const counts = new Map<string, number>()
  for (const { stream } of entries) counts.set(stream, (counts.get(stream) ?? 0) + 1)
  const last = new Map<string, number>()
  for (const [stream, count] of counts) {
    if (!locked.includes(stream)) await makeStream(write, stream)
    const { seq } = await write
      .updateTable('streams')
      .set((eb) => ({ seq: eb('seq', '+', count) }))
      .where('name', '=', stream)
      .returning('seq')
      .executeTakeFirstOrThrow()
    last.set(stream, seq - count)
  }
  return (stream: string) => {
    const seq = (last.get(stream) ?? 0) + 1
    last.set(stream, seq)
    return seq
  }
}

/** Only a stream that this very change brings into the world may be written without its lock taken first. */
async function makeStream(write: Writer, name: string) {
  const made = await write
    .insertInto('streams')
    .values({ name, seq: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .executeTakeFirst()
  if (!made) throw new Error(`an entry for ${name}, whose lock was not taken`)
}

async function findAudience(write: Writer, audiences: Audiences, audience: string): Promise<number[]> {
  const [kind = '', id = ''] = audience.split(':')
  const members = audiences[kind]
  if (!members) throw new Error(`nobody knows who belongs to the audience ${audience}`)
  return members(write, Number(id))
}
