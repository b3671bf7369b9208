import { z } from 'zod'
import { Id, Page, PersonRef, oneOf, pageOf, type Changes } from '../../core/contract.ts'
import { Label } from '../labels/contract.ts'
import { LABEL_COLORS } from '../labels/values.ts'
import { NAME_LENGTH } from '../people/values.ts'
import { BoardTask } from '../tasks/contract.ts'
import { STATUSES } from '../tasks/values.ts'
import { MOVERS, PROJECT_ROLES, PROJECT_STATUSES, VISIBILITIES, WIP_MODES } from './values.ts'

const SharedProject = z.strictObject({
  id: z.int(),
  team_id: z.int(),
  name: z.string(),
  client: z.string().nullable(),
  description: z.string(),
  status: z.enum(PROJECT_STATUSES),
  visibility: z.enum(VISIBILITIES),
  movers: z.enum(MOVERS),
  lead: PersonRef.nullable(),
  start_date: z.string().nullable(),
  target_date: z.string().nullable(),
  color: z.enum(LABEL_COLORS).nullable(),
  archived_at: z.string().nullable(),
  boards: z.array(z.strictObject({ id: z.int(), name: z.string() })),
  version: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
  deleted_at: z.string().nullable(),
})
export type SharedProject = z.infer<typeof SharedProject>

const ProjectMay = z.strictObject({
  edit: z.boolean(),
  delete: z.boolean(),
  set_status: z.boolean(),
  create_tasks: z.boolean(),
  manage_members: z.boolean(),
})
export type ProjectMay = z.infer<typeof ProjectMay>
export const Project = SharedProject.extend({ may: ProjectMay }).meta({ id: 'Project' })
export type Project = z.infer<typeof Project>
export const ListedProject = SharedProject.meta({ id: 'ListedProject' })
export const ProjectPage = pageOf(ListedProject).meta({ id: 'ProjectPage' })

const Name = z.string().trim().min(1).max(NAME_LENGTH)
const Client = z.string().trim().max(NAME_LENGTH).nullable()
const Description = z.string().max(20_000)
const Day = z.iso.date({ message: 'a day such as 2026-03-01' }).nullable()
const Color = z.enum(LABEL_COLORS).nullable()

export const CreateProject = z.strictObject({
  team_id: Id,
  name: Name,
  client: Client.default(null),
  description: Description.default(''),
  status: oneOf(PROJECT_STATUSES).default('active'),
  visibility: oneOf(VISIBILITIES).default('team'),
  movers: oneOf(MOVERS).default('everyone'),
  lead_id: Id.nullable().default(null),
  start_date: Day.default(null),
  target_date: Day.default(null),
  color: Color.default(null),
})
export type CreateProject = z.infer<typeof CreateProject>

export const UpdateProject = z.strictObject({
  project_id: Id,
  version: z.int().min(1).optional(),
  name: Name.optional(),
  client: Client.optional(),
  description: Description.optional(),
  status: oneOf(PROJECT_STATUSES).optional(),
  visibility: oneOf(VISIBILITIES).optional(),
  movers: oneOf(MOVERS).optional(),
  lead_id: Id.nullable().optional(),
  start_date: Day.optional(),
  target_date: Day.optional(),
  color: Color.optional(),
})
export type UpdateProject = z.infer<typeof UpdateProject>

export const ProjectById = z.strictObject({ project_id: Id })
export type ProjectById = z.infer<typeof ProjectById>
export const CopyProject = z.strictObject({
  project_id: Id,
  name: Name.optional().meta({ description: 'Nothing said: the same name' }),
  with_tasks: z.boolean().default(false).meta({ description: 'Its open tasks too, without people and times' }),
})
export type CopyProject = z.infer<typeof CopyProject>
export const ListProjects = z.strictObject({
  ...Page,
  team_id: Id.optional(),
  status: oneOf(PROJECT_STATUSES).optional(),
})
export type ListProjects = z.infer<typeof ListProjects>

export const ProjectMember = z
  .strictObject({ user: PersonRef, role: z.enum(PROJECT_ROLES), joined_at: z.string() })
  .meta({ id: 'ProjectMember' })
export type ProjectMember = z.infer<typeof ProjectMember>
export const ProjectMemberPage = pageOf(ProjectMember)
export const SetProjectMember = z.strictObject({
  project_id: Id,
  user_id: Id,
  role: oneOf(PROJECT_ROLES).default('member'),
})
export type SetProjectMember = z.infer<typeof SetProjectMember>
export const ProjectMemberById = z.strictObject({ project_id: Id, user_id: Id })
export type ProjectMemberById = z.infer<typeof ProjectMemberById>
export const ListProjectMembers = z.strictObject({ project_id: Id, ...Page })
export type ListProjectMembers = z.infer<typeof ListProjectMembers>

export const Column = z.strictObject({
  id: z.int(),
  name: z.string(),
  status: z.enum(STATUSES),
  position: z.string(),
  wip_limit: z.int().nullable(),
  wip_mode: z.enum(WIP_MODES),
  color: z.enum(LABEL_COLORS).nullable(),
  version: z.int(),
})
export type Column = z.infer<typeof Column>

/** The whole board in one answer; the same bytes for everyone who sees it. */
export const WholeBoard = z
  .strictObject({
    board: z.strictObject({
      id: z.int(),
      name: z.string(),
      project_id: z.int(),
      team_id: z.int(),
      counter: z.int(),
      version: z.int(),
    }),
    columns: z.array(Column),
    tasks: z.array(BoardTask),
    labels: z.array(Label),
    members: z.array(z.strictObject({ id: z.int(), name: z.string(), role: z.string() })),
  })
  .meta({ id: 'WholeBoard' })
export type WholeBoard = z.infer<typeof WholeBoard>
export const BoardById = z.strictObject({ board_id: Id })
export type BoardById = z.infer<typeof BoardById>
export const CreateBoard = z.strictObject({ project_id: Id, name: Name })
export type CreateBoard = z.infer<typeof CreateBoard>

export type ProjectEntry =
  | { kind: 'project_created'; changes: Changes; project: SharedProject }
  | { kind: 'project_updated'; changes: Changes; project: SharedProject }
  | { kind: 'project_deleted'; changes: Changes; project: { id: number; version: number } }
  | { kind: 'project_member_added'; changes: Changes; project_member: ProjectMember & { project_id: number } }
  | { kind: 'project_member_updated'; changes: Changes; project_member: ProjectMember & { project_id: number } }
  | { kind: 'project_member_removed'; changes: Changes; project_member: { project_id: number; user: PersonRef } }
