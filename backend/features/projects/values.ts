export const PROJECT_STATUSES = ['planned', 'active', 'on_hold', 'done', 'archived'] as const
export type ProjectStatus = (typeof PROJECT_STATUSES)[number]
export const PROJECT_ROLES = ['manager', 'member', 'viewer'] as const
export type ProjectRole = (typeof PROJECT_ROLES)[number]
/** `team`: every member of the team sees it; `members`: only those who were added (managers and admins always). */
export const VISIBILITIES = ['team', 'members'] as const
export type Visibility = (typeof VISIBILITIES)[number]
/** Who moves cards: everybody who sees the board, or only its creator, assignees and managers. */
export const MOVERS = ['everyone', 'involved'] as const
export type Movers = (typeof MOVERS)[number]
/** A full column warns, or takes no more cards. */
export const WIP_MODES = ['warn', 'block'] as const
export type WipMode = (typeof WIP_MODES)[number]
/** A new board has one column for each of these statuses; cancelled tasks stay where they were. */
export const FIRST_COLUMNS = ['backlog', 'todo', 'in_progress', 'review', 'done'] as const
export const MOST_COPIED_TASKS = 1000
