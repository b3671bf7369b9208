export const TEAM_ROLES = ['admin', 'manager', 'member', 'guest'] as const
export type TeamRole = (typeof TEAM_ROLES)[number]
