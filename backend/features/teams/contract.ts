import { z } from 'zod'
import { Id, Moment, Page, PersonRef, oneOf, pageOf, type Changes } from '../../core/contract.ts'
import { NAME_LENGTH } from '../people/values.ts'
import { TEAM_ROLES } from './values.ts'

const SharedTeam = z.strictObject({
  id: z.int(),
  name: z.string(),
  personal: z.boolean().meta({ description: 'Somebody’s own team, with one member' }),
  version: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
})
export type SharedTeam = z.infer<typeof SharedTeam>

/** A team, with the role of the person asking. */
export const Team = SharedTeam.extend({
  role: z.enum(TEAM_ROLES),
  may: z.strictObject({
    edit: z.boolean(),
    invite: z.boolean(),
    manage_members: z.boolean(),
    create_projects: z.boolean(),
  }),
}).meta({ id: 'Team' })
export type Team = z.infer<typeof Team>
export const TeamPage = pageOf(Team).meta({ id: 'TeamPage' })

const Name = z.string().trim().min(1).max(NAME_LENGTH)
export const CreateTeam = z.strictObject({ name: Name })
export type CreateTeam = z.infer<typeof CreateTeam>
export const UpdateTeam = z.strictObject({ team_id: Id, name: Name.optional(), version: z.int().min(1).optional() })
export type UpdateTeam = z.infer<typeof UpdateTeam>
export const TeamById = z.strictObject({ team_id: Id })
export type TeamById = z.infer<typeof TeamById>
export const ListTeams = z.strictObject({ ...Page })
export type ListTeams = z.infer<typeof ListTeams>

export const TeamMember = z
  .strictObject({ user: PersonRef, role: z.enum(TEAM_ROLES), joined_at: z.string() })
  .meta({ id: 'TeamMember' })
export type TeamMember = z.infer<typeof TeamMember>
export const TeamMemberPage = pageOf(TeamMember)
export const ListMembers = z.strictObject({ team_id: Id, ...Page })
export type ListMembers = z.infer<typeof ListMembers>
export const ChangeRole = z.strictObject({ team_id: Id, user_id: Id, role: oneOf(TEAM_ROLES) })
export type ChangeRole = z.infer<typeof ChangeRole>
export const MemberById = z.strictObject({ team_id: Id, user_id: Id })
export type MemberById = z.infer<typeof MemberById>

export const TransferTeam = z.strictObject({
  team_id: Id,
  user_id: Id,
  keep_role: oneOf(['manager', 'member', 'guest']).default('manager').meta({ description: 'Who you are afterwards' }),
})
export type TransferTeam = z.infer<typeof TransferTeam>

export const CreateInvite = z.strictObject({
  team_id: Id,
  role: oneOf(TEAM_ROLES).default('member'),
  expires_at: Moment.optional(),
  uses: z.int().min(1).max(1000).default(1),
})
export type CreateInvite = z.infer<typeof CreateInvite>
/** `token` is shown once; only its hash is kept. */
export const Invite = z
  .strictObject({
    id: z.int(),
    team_id: z.int(),
    role: z.enum(TEAM_ROLES),
    token: z.string(),
    link: z.string().meta({ description: 'Opens the invitation in a browser' }),
    telegram_link: z.string().nullable().meta({ description: 'Opens it in Telegram, where a bot is connected' }),
    uses: z.int(),
    expires_at: z.string(),
  })
  .meta({ id: 'Invite' })
export type Invite = z.infer<typeof Invite>
export const AcceptInvite = z.strictObject({ token: z.string().min(20).max(100) })
export type AcceptInvite = z.infer<typeof AcceptInvite>

export type TeamEntry =
  | { kind: 'team_created'; changes: Changes; team: SharedTeam }
  | { kind: 'team_updated'; changes: Changes; team: SharedTeam }
  | { kind: 'member_added'; changes: Changes; member: TeamMember & { team_id: number } }
  | { kind: 'member_updated'; changes: Changes; member: TeamMember & { team_id: number } }
  | { kind: 'member_removed'; changes: Changes; member: { team_id: number; user: PersonRef } }
  | { kind: 'invite_created'; changes: Changes; invite: { id: number; team_id: number; role: TeamMember['role'] } }
  /** Into the person's own stream: load or forget a team, or one project of it. */
  | { kind: 'access_gained'; changes: Changes; access: { team_id: number; project_id: number | null } }
  | { kind: 'access_lost'; changes: Changes; access: { team_id: number; project_id: number | null } }
