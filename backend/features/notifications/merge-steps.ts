import type { News } from './contract.ts'

/** What one actor did to one task in a row is told to a person as one thing, and what was undone is not told. */
export function mergeNews(news: News[]): News[] {
  const merged = new Map<string, News>()
  let other = 0
  for (const one of news) {
    const key = one.task_id === null ? `${other++}` : `${one.user_id}:${one.task_id}:${one.actor_id}`
    const before = merged.get(key)
    const both = before && join(before, one)
    if (before && both === undefined) merged.set(`${key}:${other++}`, before)
    merged.delete(key)
    if (both !== null) merged.set(key, both ?? one)
  }
  return [...merged.values()].sort((a, b) => a.seq - b.seq)
}

/** Two as one; null: they undo each other; undefined: each is worth telling. */
function join(first: News, second: News): News | null | undefined {
  switch (`${first.kind} ${second.kind}`) {
    case 'assigned moved':
    case 'assigned assigned':
      return { ...second, kind: 'assigned', args: first.args }
    case 'assigned unassigned':
    case 'unassigned assigned':
      return null
    case 'moved moved': {
      const args = { ...second.args, ...(first.args.from && { from: first.args.from }) }
      return args.from === args.to ? null : { ...second, args }
    }
    default:
      return undefined
  }
}
