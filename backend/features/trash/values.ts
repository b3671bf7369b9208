/** How long what was thrown away can be taken back. */
export const TRASH_DAYS = 30
