/** Tasks that one request changes at most. */
export const MOST_AT_ONCE = 200
