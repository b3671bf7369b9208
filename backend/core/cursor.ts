import { z } from 'zod'
import { Problem } from './errors.ts'

/** The values by which a page was ordered, of its last item. */
type Place = readonly (string | number | null)[]

/** Reads what a former page gave as `next`; whatever else stands there is 400. */
export function readCursor<S extends z.ZodType<Place>>(cursor: string | undefined, place: S): z.output<S> | undefined {
  if (cursor === undefined) return undefined
  const read = place.safeParse(parse(cursor))
  if (read.success) return read.data
  const errors = [{ path: 'cursor', message: 'should be the next of a former page' }]
  throw new Problem('request.malformed', 400, { errors, detail: 'cursor: should be the next of a former page' })
}

/** A page of rows that were read with `limit + 1`: one row too many says that there is a next page. */
export function pageOfRows<Row>(rows: Row[], limit: number, placeOf: (row: Row) => Place) {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const next = rows.length > limit && last !== undefined ? writeCursor(placeOf(last)) : null
  return { items, next }
}

function writeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}

/** The place of a list ordered by id. */
export const IdPlace = z.tuple([z.int()])
