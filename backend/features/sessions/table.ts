import type { Generated } from 'kysely'

export interface SessionsTable {
  id: Generated<number>
  user_id: number
  via: 'miniapp' | 'web'
  /** What the device calls itself, if it does (X-Device-Id). */
  device_id: string | null
  ip: string | null
  user_agent: string | null
  created_at: string
  seen_at: string
  expires_at: string
  ended_at: string | null
}

export interface RefreshTokensTable {
  hash: string
  session_id: number
  created_at: string
  expires_at: string
  replaced_at: string | null
  /** The next token, sealed: the same device may ask again within the grace. */
  successor: string | null
}

export interface LoginLinksTable {
  hash: string
  /** null: the first server administrator's, who is made when it is redeemed. */
  user_id: number | null
  created_at: string
  expires_at: string
  used_at: string | null
}

export interface InitDataUsesTable {
  /** sha-256 of the hash inside the init data. */
  hash: string
  session_id: number
  expires_at: string
}

/** Attempts counted in the database, so that a restart or another instance forgets none. */
export interface LimitsTable {
  key: string
  count: number
  resets_at: string
}
