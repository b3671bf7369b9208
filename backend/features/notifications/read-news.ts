import type { Reader, WrittenEntry } from '../../core/database.ts'
import type { News } from './contract.ts'
import { mergeNews } from './merge-steps.ts'
import { whoIsTold } from './policy.ts'

/** What the entries of a stream after `after` have to tell, in order; `last` is how far was read. */
export async function readNews(
  read: Reader,
  { stream, after, limit }: { stream: string; after: number; limit: number },
): Promise<{ news: News[]; last: number | undefined }> {
  const rows = await read
    .selectFrom('entries')
    .leftJoin('users', 'users.id', 'entries.actor_id')
    .selectAll('entries')
    .select('users.name as actor_name')
    .where('stream', '=', stream)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute()
  const news = rows.flatMap(({ body, actor_name, ...row }) => {
    const { seq, at, via, audience, actor_id, task_id, team_id } = row
    const actor = { id: actor_id, name: actor_name ?? '' }
    const entry = { stream, seq, at, actor, via, audience, ...(JSON.parse(body) as object) } as WrittenEntry
    return whoIsTold(entry).map((telling) => ({ ...telling, stream, seq, at, actor_id, task_id, team_id }))
  })
  return { news: mergeNews(news), last: rows.at(-1)?.seq }
}
