import type { TeamRole } from './values.ts'

/** A member, as far as what they may do depends on it. */
interface Person {
  role: TeamRole
}

const RANK = { guest: 0, member: 1, manager: 2, admin: 3 } as const satisfies Record<TeamRole, number>

export function mayEditTeam({ role }: Person): boolean {
  return role === 'admin'
}

export function mayInvite({ role }: Person): boolean {
  return role === 'admin' || role === 'manager'
}

/** Nobody gives away more than they have. */
export function mayGiveRole(giver: Person, role: TeamRole): boolean {
  return mayInvite(giver) && RANK[role] <= RANK[giver.role]
}

export function mayManageMembers({ role }: Person): boolean {
  return role === 'admin'
}

export function mayCreateProjects({ role }: Person): boolean {
  return role === 'admin' || role === 'manager'
}

/** Guests see the people they share a project with, not the whole team. */
export function maySeeWholeTeam({ role }: Person): boolean {
  return role !== 'guest'
}

export function maySeeAudit({ role }: Person): boolean {
  return role === 'admin'
}
