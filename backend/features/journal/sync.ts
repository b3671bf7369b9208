import type { Context } from '../../core/context.ts'
import type { SyncAnswer, SyncRequest } from './contract.ts'
import { listStreamHeads, listVisibleEntries, readAccess } from './queries.ts'

const MOST_ENTRIES = 500
const MOST_BEHIND = 10_000

/**
 * What happened in a person's streams since they were last in step, oldest first, as far as they may see it now.
 * A stream the caller does not name yet starts at its head: what is in it is loaded, not replayed.
 */
export async function sync({ actor, read }: Context, { since }: SyncRequest): Promise<SyncAnswer> {
  const access = await readAccess(read, actor.user_id)
  const known = parseSince(since)
  const heads = await listStreamHeads(read, access.streams)
  const next = new Map(heads.map(({ name, seq }) => [name, known.get(name) ?? seq]))
  const entries: SyncAnswer['entries'] = []
  const reload: string[] = []
  for (const { name, seq, anchor } of heads) {
    const from = known.get(name)
    if (from === undefined || from === seq) continue
    if (from > seq || from < anchor || seq - from > MOST_BEHIND) {
      reload.push(name)
      next.set(name, seq)
      continue
    }
    const room = MOST_ENTRIES - entries.length
    if (room === 0) continue
    const page = await listVisibleEntries(read, { stream: name, after: from, limit: room }, access)
    entries.push(...page.entries)
    next.set(name, page.last)
  }
  return {
    entries,
    next: [...next].map(([name, seq]) => `${name}@${seq}`).join(','),
    ...(reload.length > 0 && { reload }),
  }
}

function parseSince(since: string): Map<string, number> {
  const pairs = since === '' ? [] : since.split(',').map((part) => part.split('@'))
  return new Map(pairs.map(([name = '', seq = '0']) => [name, Number(seq)]))
}
