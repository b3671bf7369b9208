import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

/** A place between two neighbours of an order; undefined stands for the end on that side. Compared byte by byte. */
export function positionBetween(before: string | undefined, after: string | undefined): string {
  return generateKeyBetween(before ?? null, after ?? null)
}

/** The first `count` places of a new order. */
export function firstPositions(count: number): string[] {
  return generateNKeysBetween(null, null, count)
}
