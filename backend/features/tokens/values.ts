/** Each holds what stands before it: who may write may read. */
export const SCOPES = ['read', 'write', 'admin'] as const
export const TOKEN_NAME_LENGTH = 100
export const MOST_TOKENS = 50
export const TOKEN_DAYS = 90
export const MOST_TOKEN_DAYS = 366
export const TOKEN_PREFIX = 'dela_'
/** How exactly the last use is known. */
export const USE_NOTED_MS = 60_000
