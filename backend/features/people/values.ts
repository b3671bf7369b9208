export const LOCALES = ['ru', 'en'] as const
export const NAME_LENGTH = 200
