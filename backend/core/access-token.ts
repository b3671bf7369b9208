import { SignJWT, jwtVerify } from 'jose'
import type { Secrets } from './crypto.ts'

const PURPOSE = 'access token'
const ISSUER = 'dela'
const MOST_REMEMBERED = 10_000

interface Claim {
  session_id: number
  /** Seconds since 1970. */
  expires: number
}

/** Tokens whose signature was right, by the secrets it was checked with: what expires or ends is asked each time anyway. */
const verified = new WeakMap<Secrets, Map<string, Claim>>()

/** A short-lived proof of a session; roles are never in it, and its session is looked up on each request. */
export async function signAccessToken(
  secrets: Secrets,
  session: { id: number; user_id: number },
  { now, minutes }: { now: string; minutes: number },
): Promise<string> {
  const at = secondsOf(now)
  return new SignJWT({ sid: session.id })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setIssuer(ISSUER)
    .setAudience(ISSUER)
    .setSubject(String(session.user_id))
    .setIssuedAt(at)
    .setExpirationTime(at + minutes * 60)
    .sign(secrets.key(PURPOSE))
}

/** The session the token proves, or undefined for whatever is forged, old or of another kind. */
export async function readAccessToken(
  secrets: Secrets,
  token: string,
  now: string,
): Promise<{ session_id: number } | undefined> {
  const known = remembered(secrets)
  const claim = known.get(token) ?? (await verify(secrets, token, now))
  if (!claim || claim.expires <= secondsOf(now)) {
    known.delete(token)
    return undefined
  }
  if (known.size >= MOST_REMEMBERED) known.clear()
  known.set(token, claim)
  return claim
}

async function verify(secrets: Secrets, token: string, now: string): Promise<Claim | undefined> {
  try {
    const { payload } = await jwtVerify(token, secrets.key(PURPOSE), {
      algorithms: ['HS256'],
      typ: 'at+jwt',
      issuer: ISSUER,
      audience: ISSUER,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'sid'],
    })
    const { sid, exp } = payload
    return typeof sid === 'number' && exp !== undefined ? { session_id: sid, expires: exp } : undefined
  } catch {
    return undefined
  }
}

function remembered(secrets: Secrets): Map<string, Claim> {
  const known = verified.get(secrets) ?? new Map<string, Claim>()
  verified.set(secrets, known)
  return known
}

const secondsOf = (moment: string) => Math.floor(Date.parse(moment) / 1000)
