export const ITEM_LENGTH = 500
/** Items one task may have. */
export const MOST_ITEMS = 100
