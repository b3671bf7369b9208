import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { readAccessToken, signAccessToken } from './access-token.ts'
import { makeSecrets } from './crypto.ts'

const NOON = '2026-03-02T12:00:00.000Z'
const LATER = '2026-03-02T12:10:00.000Z'
const session = { id: 7, user_id: 3 }
const lasting = { now: NOON, minutes: 10 }

test('a token proves its session until it expires, also when it was seen before', async () => {
  const secrets = makeSecrets('a master key of at least 32 characters')
  const token = await signAccessToken(secrets, session, lasting)

  expect(await readAccessToken(secrets, token, NOON)).toMatchObject({ session_id: 7 })
  expect(await readAccessToken(secrets, token, NOON)).toMatchObject({ session_id: 7 })
  expect(await readAccessToken(secrets, token, LATER)).toBeUndefined()
})

test('what was signed by another key, for another use, by no key or without an end proves nothing', async () => {
  const secrets = makeSecrets('a master key of at least 32 characters')
  const others = makeSecrets('another master key, also 32 characters long')
  const key = secrets.key('access token')
  const at = Date.parse(NOON) / 1000
  const make = (typ: string, alg: string) =>
    new SignJWT({ sid: 7 }).setProtectedHeader({ alg, typ }).setIssuer('dela').setAudience('dela').setIssuedAt(at)
  const token = await signAccessToken(secrets, session, lasting)
  const [head, body] = token.split('.')
  const forged = [
    await signAccessToken(others, session, lasting),
    await make('refresh+jwt', 'HS256')
      .setExpirationTime(at + 60)
      .sign(key),
    await make('at+jwt', 'HS512')
      .setExpirationTime(at + 60)
      .sign(Buffer.concat([key, key])),
    await make('at+jwt', 'HS256').sign(key),
    `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${body}.`,
    `${head}.${Buffer.from('{"sid":8,"exp":9999999999,"iss":"dela","aud":"dela"}').toString('base64url')}.${token.split('.')[2]}`,
    token.slice(0, -2),
    '',
  ]

  for (const text of forged) expect(await readAccessToken(secrets, text, NOON)).toBeUndefined()
})
