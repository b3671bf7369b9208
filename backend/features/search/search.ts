import { z } from 'zod'
import type { Context } from '../../core/context.ts'
import { pageOfRows, readCursor } from '../../core/cursor.ts'
import type { Reader } from '../../core/database.ts'
import { excerptOf } from '../../core/excerpt.ts'
import { isFound, readQuery, spellQuery, type SearchQuery } from '../../core/search-text.ts'
import type { Found, Search } from './contract.ts'
import { listFoundComments, listFoundTasks, listSearchableProjects } from './queries.ts'
import { FOUND_KINDS, type FoundKind } from './values.ts'

interface Place {
  forgiving: boolean
  kind: FoundKind
  before: number
}
const Cursor = z.tuple([z.literal([0, 1]), z.enum(FOUND_KINDS), z.int()])
const START = { kind: FOUND_KINDS[0], before: Number.MAX_SAFE_INTEGER }

/** Projects, tasks and comments this person sees, in this order, the newest of each first. */
export async function search({ actor, read }: Context, { q, limit, cursor }: Search) {
  const [letter, kind, before] = readCursor(cursor, Cursor) ?? []
  const tried: Place[] =
    kind !== undefined && before !== undefined
      ? [{ forgiving: letter === 1, kind, before }]
      : [false, true].map((forgiving) => ({ ...START, forgiving }))
  for (const place of tried) {
    const query = readQuery(q, place)
    const found = query ? await findFrom(read, actor.user_id, { query, place, limit: limit + 1 }) : []
    if (found.length > 0) return pageOfRows(found, limit, (one) => [place.forgiving ? 1 : 0, one.kind, one.id])
  }
  return { items: [], next: null }
}

interface Wanted {
  query: SearchQuery
  place: Place
  limit: number
}

async function findFrom(db: Reader, user_id: number, { query, place, limit }: Wanted): Promise<Found[]> {
  const found: Found[] = []
  for (const kind of FOUND_KINDS.slice(FOUND_KINDS.indexOf(place.kind))) {
    const before = kind === place.kind ? place.before : START.before
    if (found.length >= limit) break
    found.push(...(await finders[kind](db, user_id, { query, before, limit: limit - found.length })))
  }
  return found
}

type Finder = (
  db: Reader,
  user_id: number,
  from: { query: SearchQuery; before: number; limit: number },
) => Promise<Found[]>

const finders: Record<FoundKind, Finder> = {
  async project(db, user_id, { query, before, limit }) {
    const projects = await listSearchableProjects(db, user_id)
    return projects
      .filter(({ id, name, client, description }) => id < before && isFound(query, name, client, description))
      .slice(0, limit)
      .map(({ id, name, description, team_id }) => ({
        kind: 'project',
        id,
        title: name,
        excerpt: excerptOf(description),
        team_id,
        project_id: id,
        task_id: null,
      }))
  },
  async task(db, user_id, { query, ...from }) {
    const tasks = await listFoundTasks(db, user_id, { search: spellQuery(query), ...from })
    return tasks.map(({ description, ...task }) => ({
      kind: 'task',
      ...task,
      excerpt: excerptOf(description),
      task_id: task.id,
    }))
  },
  async comment(db, user_id, { query, ...from }) {
    const comments = await listFoundComments(db, user_id, { search: spellQuery(query), ...from })
    return comments.map(({ content, ...comment }) => ({ kind: 'comment', ...comment, excerpt: excerptOf(content) }))
  },
}
