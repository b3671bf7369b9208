/** Tasks that may hold up one task. */
export const MOST_BLOCKERS = 50
