/** Once replaced, a refresh token still gets its successor for this long: an answer may be lost on the way. */
export const REFRESH_GRACE_MS = 20_000
export const SESSION_DAYS = 60
export const LINK_MINUTES = 10
export const EXCHANGES_A_PERSON = { points: 10, seconds: 60 }
export const REFRESHES_A_SESSION = { points: 60, seconds: 60 }
export const LINKS_A_PERSON = { points: 3, seconds: 900 }
