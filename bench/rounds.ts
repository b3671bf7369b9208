import type { Book } from './figures.ts'
import type { Loader } from './load.ts'
import type { Running, System } from './systems.ts'

/** What a measurement holds. */
export interface Bench {
  book: Book
  loader: Loader
  /** What a reader should know before believing a figure. */
  warn: (sentence: string) => void
}

export interface Contestant {
  side: 'limit' | 'ours'
  system: System
  running: Running
}

/** Each system in turn, the one that begins changing with the round. */
export async function inTurn<T>(pair: [T, T], round: number, act: (one: T) => Promise<void>): Promise<void> {
  for (const one of round % 2 === 0 ? pair : pair.toReversed()) await act(one)
}
