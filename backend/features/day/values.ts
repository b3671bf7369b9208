/** The parts of a person's day, in the order to look at them. */
export const DAY_PARTS = ['overdue', 'today', 'next', 'no_date'] as const
export type DayPart = (typeof DAY_PARTS)[number]
/** Of each part; the counts tell of the rest. */
export const MOST_OF_PART = 100
