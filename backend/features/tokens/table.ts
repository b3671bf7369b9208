import type { Generated } from 'kysely'

export interface ApiTokensTable {
  id: Generated<number>
  user_id: number
  name: string
  /** Words of SCOPES, separated by spaces. */
  scopes: string
  /** sha-256 of the token, which is shown only once. */
  hash: string
  created_at: string
  expires_at: string
}

export interface ApiTokenUsesTable {
  token_id: number
  used_at: string
  ip: string | null
}
