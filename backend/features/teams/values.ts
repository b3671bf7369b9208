export const TEAM_ROLES = ['admin', 'manager', 'member', 'guest'] as const
export type TeamRole = (typeof TEAM_ROLES)[number]
/** How long an invitation lasts unless said otherwise, and at most. */
export const INVITE_DAYS = 7
export const MOST_INVITE_DAYS = 90
export const MOST_INVITES_A_DAY = 50
