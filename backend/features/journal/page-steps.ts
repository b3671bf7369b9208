import { z } from 'zod'
import { Moment } from '../../core/contract.ts'
import { pageOfRows, readCursor } from '../../core/cursor.ts'
import type { Reader } from '../../core/database.ts'
import { presentDeed } from './audit-queries.ts'
import { readOversight, type HistoryRow, type Moment as Place } from './history-queries.ts'

const Cursor = z.tuple([Moment, z.string().max(50), z.int()])

/** A page of history, newest first; where from stands in it for administrators only. */
export async function pageOfDeeds(
  db: Reader,
  { user_id, limit, cursor }: { user_id: number; limit: number; cursor?: string | undefined },
  list: (pages: { before: Place | undefined; limit: number }) => Promise<HistoryRow[]>,
) {
  const place = readCursor(cursor, Cursor)
  const before = place && { at: place[0], stream: place[1], seq: place[2] }
  const rows = await list({ before, limit: limit + 1 })
  const { items, next } = pageOfRows(rows, limit, ({ at, stream, seq }) => [at, stream, seq])
  const sees = await readOversight(db, user_id)
  return { items: items.map((row) => presentDeed(row, sees(row.team_id))), next }
}
