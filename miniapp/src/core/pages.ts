import type { Api, Query } from './api.ts'

export interface Page<T> {
  items: T[]
  next: string | null
}

/** A whole list, page by page; `most` keeps a screen from asking for ever. */
export async function getAll<T>(api: Api, path: string, query: Query = {}, most = 1000): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const page: Page<T> = await api.get(path, { ...query, limit: 100, cursor })
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor && items.length < most)
  return items
}
