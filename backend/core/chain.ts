import type { Reader } from './database.ts'
import { sha256 } from './crypto.ts'
import type { EntriesTable } from './table.ts'

type Said = Omit<EntriesTable, 'hash'>

/** What chains an entry to the one before it in its stream ('' before the first). Addresses stand outside: they are erased by age. */
export function hashOf(previous: string, entry: Said): string {
  const { stream, seq, at, actor_id, via, kind, audience, team_id, project_id, task_id, user_id, body } = entry
  const fields = [previous, stream, seq, at, actor_id, via, kind, audience, team_id, project_id, task_id, user_id, body]
  return sha256(JSON.stringify(fields))
}

const PAGE = 1000

/** What is wrong with the journal, a line each: entries that are missing, or are not what was written. */
export async function findBrokenChains(db: Reader): Promise<string[]> {
  const heads = await db
    .selectFrom('streams')
    .leftJoin('anchors', 'anchors.stream', 'streams.name')
    .select(['streams.name', 'streams.seq', 'anchors.seq as cut', 'anchors.hash'])
    .orderBy('streams.name')
    .execute()
  const findings: string[] = []
  for (const { name, seq, cut, hash } of heads) {
    const finding = await followChain(db, name, { seq: cut ?? 0, hash: hash ?? '' }, seq)
    if (finding) findings.push(finding)
  }
  return findings
}

async function followChain(db: Reader, stream: string, from: { seq: number; hash: string }, end: number) {
  let { seq, hash } = from
  while (seq < end) {
    const rows = await db
      .selectFrom('entries')
      .selectAll()
      .where('stream', '=', stream)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    for (const row of rows) {
      if (row.seq !== seq + 1) return `the journal misses entry ${seq + 1} of ${stream}`
      hash = hashOf(hash, row)
      if (hash !== row.hash) return `the journal's entry ${row.seq} of ${stream} is not what was written`
      seq = row.seq
    }
    if (rows.length === 0) return `the journal misses entry ${seq + 1} of ${stream}`
  }
  return seq > end ? `the journal has more entries of ${stream} than were written` : undefined
}
