export interface Spread {
  median: number
  least: number
  most: number
}

/** The value below which this share (0 to 1) of all lies; NaN of none. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? NaN, sorted[Math.floor(middle)] ?? NaN]
  return (low + high) / 2
}

export function spreadOf(values: number[]): Spread {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) }
}

/** Ours to the limit's, round by round: what slowed both in a round does not show. */
export function ratioOf(ours: number[], limit: number[]): Spread {
  return spreadOf(ours.map((value, round) => value / (limit[round] ?? NaN)))
}
