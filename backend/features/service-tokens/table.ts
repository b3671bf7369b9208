import type { Generated } from 'kysely'

export interface ServiceTokensTable {
  id: Generated<number>
  name: string
  /** sha-256 of the token, which is shown only once. */
  hash: string
  created_by: number
  created_at: string
  expires_at: string
}

export interface ServiceTokenUsesTable {
  token_id: number
  used_at: string
  /** For whom it was last used. */
  user_id: number
}
