/** People who may watch one task. */
export const MOST_WATCHERS = 100
