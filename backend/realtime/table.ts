/** A visible device of a person, alive while `seen_at` is fresh. */
export interface PresenceTable {
  socket: string
  user_id: number
  seen_at: string
}
