export const LOCALES = ['ru', 'en'] as const
export const NAME_LENGTH = 200
export const USERNAME_LENGTH = { least: 3, most: 32 }
export const EMAIL_LENGTH = 254

/** Where a person is thought to be until they say. */
export const ZONE_OF = { ru: 'Europe/Moscow', en: 'UTC' } as const
