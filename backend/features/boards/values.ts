export const MOST_WIP = 1000
export const MOST_COLUMNS = 50
