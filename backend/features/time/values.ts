/** The longest piece of time one can note at once: a week. */
export const MOST_MINUTES = 10_080
