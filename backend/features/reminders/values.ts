/** Everybody responsible for a task is reminded this long before it is due. */
export const DEFAULT_MINUTES_BEFORE = 60
/** Reminders one person may have on one task. */
export const MOST_REMINDERS = 20
