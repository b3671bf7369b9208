import type { Entry } from '../entries.ts'
import type { Actor } from './actor.ts'
import { hashOf } from './chain.ts'
import type { Announcement, Audiences, Writer, WrittenEntry } from './database.ts'
import { prepared } from './prepared.ts'
import type { EntriesTable, EntryOriginsTable } from './table.ts'

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
  const headOf = await takeNumbers(write, entries, locked)
  const announcements: Announcement[] = []
  for (const entry of entries) {
    const { stream, audience, refs, ...body } = entry
    const head = headOf(stream)
    const seq = ++head.seq
    const written: WrittenEntry = {
      stream,
      seq,
      at,
      actor: { id: actor.user_id, name: actor.name },
      via: actor.via,
      audience,
      ...body,
    }
    const { user_id: actor_id, via, ip, user_agent } = actor
    const about = { stream, seq, at, actor_id, via, kind: entry.kind, audience, ...NO_REFS, ...refs }
    const row = { ...about, body: JSON.stringify(body) }
    head.hash = hashOf(head.hash, row)
    await addEntry.all(write, { ...row, hash: head.hash })
    if (ip !== null || user_agent !== null) await addOrigin.all(write, { stream, seq, ip, user_agent })
    announcements.push({ entry: written, user_ids: await findAudience(write, audiences, audience) })
  }
  return announcements
}

const NO_REFS = { team_id: null, project_id: null, task_id: null, user_id: null }

const addEntry = prepared((write: Writer, row: EntriesTable) =>
  write.insertInto('entries').values({
    stream: row.stream,
    seq: row.seq,
    at: row.at,
    actor_id: row.actor_id,
    via: row.via,
    kind: row.kind,
    audience: row.audience,
    team_id: row.team_id,
    project_id: row.project_id,
    task_id: row.task_id,
    user_id: row.user_id,
    body: row.body,
    hash: row.hash,
  }),
)

const addOrigin = prepared((write: Writer, { stream, seq, ip, user_agent }: EntryOriginsTable) =>
  write.insertInto('entry_origins').values({ stream, seq, ip, user_agent }),
)

async function takeNumbers(write: Writer, entries: Entry[], locked: string[]) {
  const counts = new Map<string, number>()
  for (const { stream } of entries) counts.set(stream, (counts.get(stream) ?? 0) + 1)
  const heads = new Map<string, { seq: number; hash: string }>()
  for (const [stream, count] of counts) {
    if (!locked.includes(stream)) await makeStream(write, stream)
    const row = await advance.first(write, { stream, count })
    if (!row) throw new Error(`there is no stream ${stream}`)
    heads.set(stream, { seq: row.seq - count, hash: row.hash ?? (await findAnchor(write, stream)) })
  }
  return (stream: string) => {
    const head = heads.get(stream)
    if (!head) throw new Error(`no numbers were taken of ${stream}`)
    return head
  }
}

const advance = prepared((write: Writer, { stream, count }: { stream: string; count: number }) =>
  write
    .updateTable('streams')
    .set((eb) => ({ seq: eb('seq', '+', count) }))
    .where('name', '=', stream)
    .returning((eb) => [
      'seq',
      eb
        .selectFrom('entries')
        .select('hash')
        .where('entries.stream', '=', stream)
        .whereRef('entries.seq', '=', eb('streams.seq', '-', count))
        .as('hash'),
    ]),
)

/** The hash from which a stream goes on whose last entry was cut; '' if nothing was written to it yet. */
async function findAnchor(write: Writer, stream: string): Promise<string> {
  const anchor = await write.selectFrom('anchors').select('hash').where('stream', '=', stream).executeTakeFirst()
  return anchor?.hash ?? ''
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
