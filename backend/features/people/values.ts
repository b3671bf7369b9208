export const LOCALES = ['ru', 'en'] as const
export const NAME_LENGTH = 200

/** Where a person is thought to be until they say. */
export const ZONE_OF = { ru: 'Europe/Moscow', en: 'UTC' } as const
