import { systemActor } from '../../core/actor.ts'
import type { Reader } from '../../core/database.ts'
import type { HistoryEntry } from './contract.ts'

export interface Moment {
  at: string
  stream: string
  seq: number
}

/** What happened to a task, newest first: all that its project was told. That it left a project is told by where it went. */
export function listTaskHistory(
  db: Reader,
  task_id: number,
  { before, limit }: { before?: Moment | undefined; limit: number },
) {
  let query = db
    .selectFrom('entries')
    .leftJoin('users', 'users.id', 'entries.actor_id')
    .leftJoin('entry_origins', (join) =>
      join.onRef('entry_origins.stream', '=', 'entries.stream').onRef('entry_origins.seq', '=', 'entries.seq'),
    )
    .selectAll('entries')
    .select(['users.name as actor_name', 'entry_origins.ip', 'entry_origins.user_agent'])
    .where('entries.task_id', '=', task_id)
    .where('entries.audience', 'like', 'project:%')
    .where('entries.kind', '!=', 'task_left')
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
  return query.execute()
}
export type HistoryRow = Awaited<ReturnType<typeof listTaskHistory>>[number]

/** Whose addresses a person may see: those of the teams they are admin of, or all. */
export async function readOversight(db: Reader, user_id: number): Promise<(team_id: number | null) => boolean> {
  const user = await db.selectFrom('users').select('server_admin_at').where('id', '=', user_id).executeTakeFirst()
  if (user?.server_admin_at) return () => true
  const teams = await db
    .selectFrom('team_members')
    .select('team_id')
    .where('user_id', '=', user_id)
    .where('role', '=', 'admin')
    .execute()
  return (team_id) => teams.some((team) => team.team_id === team_id)
}

export function presentHistory(row: HistoryRow, origins: boolean): HistoryEntry {
  const { stream, seq, at, via, kind, actor_id, actor_name } = row
  const { changes } = JSON.parse(row.body) as Pick<HistoryEntry, 'changes'>
  const origin = origins ? { ip: row.ip, user_agent: row.user_agent } : { ip: null, user_agent: null }
  return {
    stream,
    seq,
    at,
    actor: { id: actor_id, name: actor_name ?? systemActor.name },
    via,
    kind,
    changes,
    ...origin,
  }
}
