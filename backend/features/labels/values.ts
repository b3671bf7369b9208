export const LABEL_LENGTH = 50
export const MOST_LABELS = 20
/** Names of the palette; the shades belong to the theme. */
export const LABEL_COLORS = ['blue', 'green', 'orange', 'purple', 'red', 'teal', 'pink', 'grey'] as const
