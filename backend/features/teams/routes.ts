import { get, patch, post, del, type Showing } from '../../core/routes.ts'
import { acceptInvite } from './accept-invite.ts'
import { changeRole } from './change-role.ts'
import {
  AcceptInvite,
  ChangeRole,
  CreateInvite,
  CreateTeam,
  Invite,
  ListMembers,
  ListTeams,
  MemberById,
  Team,
  TeamById,
  TeamMember,
  TeamMemberPage,
  TeamPage,
  TransferTeam,
  UpdateTeam,
  type SharedTeam,
} from './contract.ts'
import { createInvite } from './create-invite.ts'
import { createTeam } from './create-team.ts'
import { findTeam } from './find-team.ts'
import { leaveTeam } from './leave-team.ts'
import { listMembers } from './list-members.ts'
import { listTeams } from './list-teams.ts'
import { inviteWithLink, teamForMember } from './present.ts'
import { removeMember } from './remove-member.ts'
import { transferTeam } from './transfer-team.ts'
import { updateTeam } from './update-team.ts'

const presentTeam = (team: SharedTeam, { read, actor }: Showing) => teamForMember(read, team, actor.user_id)

export const teamRoutes = [
  get('/teams', { summary: 'Your teams', input: ListTeams, output: TeamPage, run: listTeams }),
  post('/teams', {
    summary: 'Start a team and be its admin',
    status: 201,
    input: CreateTeam,
    output: Team,
    run: createTeam,
    present: presentTeam,
  }),
  get('/teams/:team_id', { summary: 'One team', input: TeamById, output: Team, run: findTeam, present: presentTeam }),
  patch('/teams/:team_id', {
    summary: 'Rename a team',
    input: UpdateTeam,
    output: Team,
    run: updateTeam,
    present: presentTeam,
  }),
  get('/teams/:team_id/members', {
    summary: 'The people of a team; a guest sees those they share a project with',
    input: ListMembers,
    output: TeamMemberPage,
    run: listMembers,
  }),
  patch('/teams/:team_id/members/:user_id', {
    summary: 'Give a member another role',
    input: ChangeRole,
    output: TeamMember,
    run: changeRole,
  }),
  del('/teams/:team_id/members/:user_id', {
    summary: 'Take a member out of the team',
    input: MemberById,
    output: TeamMember,
    run: removeMember,
  }),
  post('/teams/:team_id/leave', { summary: 'Leave a team', input: TeamById, output: TeamMember, run: leaveTeam }),
  post('/teams/:team_id/transfer', {
    summary: 'Make another member the admin and step down yourself',
    input: TransferTeam,
    output: Team,
    run: transferTeam,
    present: presentTeam,
  }),
  post('/teams/:team_id/invites', {
    summary: 'Make an invitation; its token is shown this once',
    status: 201,
    input: CreateInvite,
    output: Invite,
    run: createInvite,
    present: inviteWithLink,
  }),
  post('/invites/accept', {
    summary: 'Join a team with an invitation',
    input: AcceptInvite,
    output: Team,
    run: acceptInvite,
    present: presentTeam,
  }),
]
