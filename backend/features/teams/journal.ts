import type { Changes } from '../../core/contract.ts'
import type { Entry } from '../../entries.ts'
import type { SharedTeam, TeamMember } from './contract.ts'
import type { TeamRole } from './values.ts'

interface MemberOf {
  team_id: number
  user: { id: number; name: string }
  role: TeamRole
  joined_at: string
}

const ofTeam = (team_id: number) => ({ stream: `team:${team_id}`, audience: `team:${team_id}`, refs: { team_id } })
const ofMember = (team_id: number, user_id: number) => ({ ...ofTeam(team_id), refs: { team_id, user_id } })

export function teamCreated(team: SharedTeam): Entry {
  return { ...ofTeam(team.id), kind: 'team_created', changes: {}, team }
}

/** Guests see the team's name too. */
export function teamUpdated(team: SharedTeam, changes: Changes): Entry {
  return { ...ofTeam(team.id), audience: `everyone:${team.id}`, kind: 'team_updated', changes, team }
}

export function memberAdded(member: MemberOf): Entry {
  return { ...ofMember(member.team_id, member.user.id), kind: 'member_added', changes: {}, member }
}

export function memberUpdated(member: MemberOf, changes: Changes): Entry {
  return { ...ofMember(member.team_id, member.user.id), kind: 'member_updated', changes, member }
}

export function memberRemoved(member: Pick<MemberOf, 'team_id' | 'user'>): Entry {
  return { ...ofMember(member.team_id, member.user.id), kind: 'member_removed', changes: {}, member }
}

/** How many uses an invitation has is for admins; its token is nobody's but its maker's. */
export function inviteCreated(invite: { id: number; team_id: number; role: TeamMember['role'] }): Entry {
  return {
    ...ofTeam(invite.team_id),
    audience: `admins:${invite.team_id}`,
    kind: 'invite_created',
    changes: {},
    invite,
  }
}

/** Tells a person's own devices to load a team, or one project of it. */
export function accessGained(user_id: number, access: { team_id: number; project_id: number | null }): Entry {
  return { ...ofPerson(user_id, access.team_id), kind: 'access_gained', changes: {}, access }
}

/** Tells a person's own devices to forget a team, or one project of it. */
export function accessLost(user_id: number, access: { team_id: number; project_id: number | null }): Entry {
  return { ...ofPerson(user_id, access.team_id), kind: 'access_lost', changes: {}, access }
}

function ofPerson(user_id: number, team_id: number) {
  return { stream: `user:${user_id}`, audience: `user:${user_id}`, refs: { user_id, team_id } }
}
