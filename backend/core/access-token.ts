import { SignJWT, jwtVerify } from 'jose'
import type { Secrets } from './crypto.ts'

const PURPOSE = 'access token'
const ISSUER = 'dela'

/** A short-lived proof of a session; roles are never in it, and its session is looked up on each request. */
export async function signAccessToken(
  secrets: Secrets,
  session: { id: number; user_id: number },
  { now, minutes }: { now: string; minutes: number },
): Promise<string> {
  const at = Math.floor(Date.parse(now) / 1000)
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
  try {
    const { payload } = await jwtVerify(token, secrets.key(PURPOSE), {
      algorithms: ['HS256'],
      typ: 'at+jwt',
      issuer: ISSUER,
      audience: ISSUER,
      currentDate: new Date(now),
    })
    return typeof payload.sid === 'number' ? { session_id: payload.sid } : undefined
  } catch {
    return undefined
  }
}
