import type { Selectable } from 'kysely'
import { systemActor } from '../../core/actor.ts'
import type { Reader } from '../../core/database.ts'
import type { EntriesTable } from '../../core/table.ts'
import type { JournalEntry } from './contract.ts'
import type { z } from 'zod'

type EntryRow = Selectable<EntriesTable> & { actor_name: string | null }

export interface SyncAccess {
  streams: string[]
  audiences: Set<string>
}

/** The streams a person follows and the audiences they belong to, now. */
export async function readAccess(db: Reader, user_id: number): Promise<SyncAccess> {
  const teams = await db.selectFrom('team_members').select(['team_id', 'role']).where('user_id', '=', user_id).execute()
  const projects = await db.selectFrom('project_access').select('project_id').where('user_id', '=', user_id).execute()
  const audiences = new Set([`user:${user_id}`])
  for (const { team_id, role } of teams) {
    audiences.add(`everyone:${team_id}`)
    if (role !== 'guest') audiences.add(`team:${team_id}`)
    if (role === 'admin') audiences.add(`admins:${team_id}`)
  }
  for (const { project_id } of projects) audiences.add(`project:${project_id}`)
  return { streams: [`user:${user_id}`, ...teams.map(({ team_id }) => `team:${team_id}`)], audiences }
}

/** Where each stream stands, and up to where it has been cut; one that nothing was written to yet stands at 0. */
export async function listStreamHeads(db: Reader, names: string[]) {
  const rows = await db
    .selectFrom('streams')
    .leftJoin('anchors', 'anchors.stream', 'streams.name')
    .select((eb) => ['streams.name', 'streams.seq', eb.fn.coalesce('anchors.seq', eb.lit(0)).as('anchor')])
    .where('streams.name', 'in', names)
    .execute()
  const written = new Map(rows.map((row) => [row.name, row]))
  return names.toSorted().map((name) => written.get(name) ?? { name, seq: 0, anchor: 0 })
}

/** The next entries of a stream, less those that are not for this person; `last` is how far was looked. */
export async function listVisibleEntries(
  db: Reader,
  page: { stream: string; after: number; limit: number },
  { audiences }: SyncAccess,
) {
  const rows = await db
    .selectFrom('entries')
    .leftJoin('users', 'users.id', 'entries.actor_id')
    .selectAll('entries')
    .select('users.name as actor_name')
    .where('stream', '=', page.stream)
    .where('seq', '>', page.after)
    .orderBy('seq')
    .limit(page.limit)
    .execute()
  return {
    entries: rows.filter((row) => audiences.has(row.audience)).map(presentEntry),
    last: rows.at(-1)?.seq ?? page.after,
  }
}

export function presentEntry({
  stream,
  seq,
  at,
  actor_id,
  actor_name,
  via,
  audience,
  body,
}: EntryRow): z.infer<typeof JournalEntry> {
  const said = JSON.parse(body) as { kind: string; changes: Record<string, unknown> }
  return { stream, seq, at, actor: { id: actor_id, name: actor_name ?? systemActor.name }, via, audience, ...said }
}
