/** What can be found, in the order in which it is shown. */
export const FOUND_KINDS = ['project', 'task', 'comment'] as const
export type FoundKind = (typeof FOUND_KINDS)[number]
