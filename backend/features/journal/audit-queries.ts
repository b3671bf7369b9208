import type { Reader } from '../../core/database.ts'
import { presentHistory, type HistoryRow, type Moment } from './history-queries.ts'
import type { AuditEntry } from './contract.ts'

interface Pages {
  before?: Moment | undefined
  limit: number
}
export interface AuditFilter {
  team_id?: number | undefined
  project_id?: number | undefined
  actor?: number | undefined
  kind?: string | undefined
  since?: string | undefined
  until?: string | undefined
}

/** Entries with who made them and where from, newest first. */
function newestFirst(db: Reader, { before, limit }: Pages) {
  let query = db
    .selectFrom('entries')
    .leftJoin('users', 'users.id', 'entries.actor_id')
    .leftJoin('entry_origins', (join) =>
      join.onRef('entry_origins.stream', '=', 'entries.stream').onRef('entry_origins.seq', '=', 'entries.seq'),
    )
    .selectAll('entries')
    .select(['users.name as actor_name', 'entry_origins.ip', 'entry_origins.user_agent'])
    .orderBy('entries.at', 'desc')
    .orderBy('entries.stream', 'desc')
    .orderBy('entries.seq', 'desc')
    .limit(limit)
  if (before) {
    const { at, stream, seq } = before
    query = query.where((eb) =>
      eb(eb.refTuple('entries.at', 'entries.stream', 'entries.seq'), '<', eb.tuple(at, stream, seq)),
    )
  }
  return query
}

/** What a project's people were told of it. */
export function listProjectHistory(db: Reader, project_id: number, pages: Pages) {
  return newestFirst(db, pages)
    .where('entries.project_id', '=', project_id)
    .where('entries.audience', '=', `project:${project_id}`)
    .execute()
}

/** All that happened in a team. */
export function listTeamHistory(db: Reader, team_id: number, pages: Pages) {
  return newestFirst(db, pages).where('entries.stream', '=', `team:${team_id}`).execute()
}

/** A person's own deeds, as far as they still see where they did them, and all of the teams they are admin of. */
export function listDeeds(db: Reader, user_id: number, filter: AuditFilter, pages: Pages) {
  let query = newestFirst(db, pages).where((eb) => {
    const teams = eb.selectFrom('team_members').select('team_members.team_id').where('user_id', '=', user_id)
    const projects = eb.selectFrom('project_access').select('project_access.project_id').where('user_id', '=', user_id)
    const own = eb.and([
      eb('entries.actor_id', '=', user_id),
      eb.or([eb('entries.stream', 'like', 'team:%'), eb('entries.stream', '=', `user:${user_id}`)]),
      eb.or([eb('entries.team_id', 'is', null), eb('entries.team_id', 'in', teams)]),
      eb.or([eb('entries.project_id', 'is', null), eb('entries.project_id', 'in', projects)]),
    ])
    const led = eb.and([
      eb('entries.stream', 'like', 'team:%'),
      eb('entries.team_id', 'in', teams.where('team_members.role', '=', 'admin')),
    ])
    return eb.or([own, led])
  })
  if (filter.team_id !== undefined) query = query.where('entries.team_id', '=', filter.team_id)
  if (filter.project_id !== undefined) query = query.where('entries.project_id', '=', filter.project_id)
  if (filter.actor !== undefined) query = query.where('entries.actor_id', '=', filter.actor)
  if (filter.kind !== undefined) query = query.where('entries.kind', '=', filter.kind)
  if (filter.since !== undefined) query = query.where('entries.at', '>=', filter.since)
  if (filter.until !== undefined) query = query.where('entries.at', '<', filter.until)
  return query.execute()
}

export function presentDeed(row: HistoryRow, origins: boolean): AuditEntry {
  const { team_id, project_id, task_id, user_id } = row
  return { ...presentHistory(row, origins), team_id, project_id, task_id, user_id }
}
