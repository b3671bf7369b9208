/** A piece of conversation or menu state to be written; no value deletes it. */
export interface Kept {
  kind: string
  key: string
  value: string | null
}

/** One update in hand. What it wants kept is written in the same transaction in which it becomes done. */
export interface Hand {
  bot_id: number
  update_id: number
  /** When the update came in: the moment its wishes are about, the same however often it is handled. */
  at: string
  kept: Map<string, Kept>
  /** Operations it has asked for so far: numbers their request ids. */
  wishes: number
  /** The error that broke it, as it was thrown. */
  broken?: unknown
}

export function takeInHand(update: Pick<Hand, 'bot_id' | 'update_id' | 'at'>): Hand {
  return { ...update, kept: new Map(), wishes: 0 }
}
