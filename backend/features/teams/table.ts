import type { Generated } from 'kysely'
import type { TeamRole } from './values.ts'

export interface TeamsTable {
  id: Generated<number>
  name: string
  /** Whose personal team it is; null for a team of several. */
  personal_of: number | null
  created_by: number
  version: Generated<number>
  created_at: string
  updated_at: string
}

export interface TeamMembersTable {
  team_id: number
  user_id: number
  role: TeamRole
  joined_at: string
}

export interface InvitesTable {
  id: Generated<number>
  team_id: number
  /** sha-256 of the token. */
  hash: string
  role: TeamRole
  created_by: number
  uses: number
  uses_left: number
  created_at: string
  expires_at: string
}
