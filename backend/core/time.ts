export const MINUTE_MS = 60_000
export const DAY_MS = 86_400_000
/** A person is here while one of their devices was heard within this time. */
export const PRESENT_MS = 30_000

/** The moment `ms` after another (before it, if negative). */
export const after = (moment: string, ms: number) => new Date(Date.parse(moment) + ms).toISOString()
