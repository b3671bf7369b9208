import type { Generated } from 'kysely'
import type { LABEL_COLORS } from '../labels/values.ts'
import type { Status } from '../tasks/values.ts'
import type { TeamRole } from '../teams/values.ts'
import type { Movers, ProjectRole, ProjectStatus, Visibility, WipMode } from './values.ts'

export interface ProjectsTable {
  id: Generated<number>
  team_id: number
  name: string
  client: string | null
  description: string
  status: ProjectStatus
  visibility: Visibility
  movers: Movers
  version: Generated<number>
  lead_id: number | null
  /** Days such as 2026-03-01. */
  start_date: string | null
  target_date: string | null
  color: (typeof LABEL_COLORS)[number] | null
  archived_at: string | null
  /** What it is again when it is restored. */
  archived_from: ProjectStatus | null
  created_by: number
  created_at: string
  updated_at: string
  deleted_at: string | null
}

export interface ProjectMembersTable {
  project_id: number
  user_id: number
  role: ProjectRole
  joined_at: string
}

/** A view: one row for each project a person sees, with their roles. The only place that knows who sees what. */
export interface ProjectAccessView {
  project_id: number
  team_id: number
  user_id: number
  role: TeamRole
  project_role: ProjectRole | null
  movers: Movers
  archived_at: string | null
}

export interface BoardsTable {
  id: Generated<number>
  project_id: number
  team_id: number
  name: string
  position: string
  /** Grows with every change that shows on the board: names its cached bytes. */
  counter: Generated<number>
  version: Generated<number>
  created_at: string
  updated_at: string
  deleted_at: string | null
}

export interface ColumnsTable {
  id: Generated<number>
  board_id: number
  name: string
  status: Status
  position: string
  wip_limit: number | null
  wip_mode: Generated<WipMode>
  color: (typeof LABEL_COLORS)[number] | null
  version: Generated<number>
  created_at: string
  deleted_at: string | null
}
