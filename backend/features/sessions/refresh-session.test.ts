import { expect, test } from 'vitest'
import { openDoors, type OpenedDoors } from '../../testing/doors.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import { makeLoginLink } from './make-login-link.ts'

interface Tokens {
  access_token: string
  refresh_token: string
}
const DAY_MS = 86_400_000
const LAPTOP = { 'user-agent': 'Firefox', 'x-device-id': 'laptop' }
const THIEF = { 'user-agent': 'Firefox', 'x-device-id': 'elsewhere' }

async function signIn(world: World, doors: OpenedDoors, headers: Record<string, string> = LAPTOP): Promise<Tokens> {
  const wish = { user_id: world.vera.actor.user_id, web_base_url: doors.url, rate: null }
  const { link } = await makeLoginLink(world.house, wish)
  const body = { token: link.split('#t=')[1], delivery: 'body' }
  return (await doors.request(undefined, 'POST', '/auth/links/redeem', body, headers)).body
}
const refresh = (doors: OpenedDoors, refresh_token: string, headers: Record<string, string> = LAPTOP) =>
  doors.request(undefined, 'POST', '/auth/refresh', { refresh_token }, headers)
const me = (doors: OpenedDoors, { access_token }: Tokens) =>
  doors.request(undefined, 'GET', '/me', undefined, { authorization: `Bearer ${access_token}` })

test('a refresh token is exchanged for an access token and the next one', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const first = await signIn(world, doors)
  world.wait(601_000)

  const answer = await refresh(doors, first.refresh_token)

  const next = answer.body as Tokens
  expect(answer).toMatchObject({ status: 200, body: { expires_in: 600, user: { name: 'vera' } } })
  expect(next.refresh_token).not.toBe(first.refresh_token)
  expect(await me(doors, first)).toMatchObject({ status: 401 })
  expect(await me(doors, next)).toMatchObject({ status: 200 })
})

test('the tokens themselves stand nowhere in the database', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const first = await signIn(world, doors)
  const next = (await refresh(doors, first.refresh_token)).body as Tokens

  const rows = JSON.stringify(await world.database.read.selectFrom('refresh_tokens').selectAll().execute())

  expect(rows).not.toContain(first.refresh_token)
  expect(rows).not.toContain(next.refresh_token)
})

test('the same device that asks again within the grace gets the same successor', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const { refresh_token } = await signIn(world, doors)
  const lost = (await refresh(doors, refresh_token)).body as Tokens
  world.wait(20_000)

  const repeated = (await refresh(doors, refresh_token)).body as Tokens

  expect(repeated.refresh_token).toBe(lost.refresh_token)
  expect(await refresh(doors, repeated.refresh_token)).toMatchObject({ status: 200 })
})

test('fifty refreshes at once with one token go on as one line, and nobody is signed out', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const { refresh_token } = await signIn(world, doors)

  const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(doors, refresh_token)))

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(50)
  expect(new Set(answers.map(({ body }) => (body as Tokens).refresh_token)).size).toBe(1)
  const leaves = await world.database.read
    .selectFrom('refresh_tokens')
    .select('hash')
    .where('replaced_at', 'is', null)
    .execute()
  expect(leaves).toHaveLength(1)
})

test('a spent token that comes back after the grace ends the session, its sockets and its last token', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const cut: number[][] = []
  const { refresh_token } = await signIn(world, doors)
  const next = (await refresh(doors, refresh_token)).body as Tokens
  world.house.cut = (ids) => void cut.push(ids)
  world.wait(20_001)

  expect(await refresh(doors, refresh_token)).toMatchObject({ status: 401, body: { code: 'auth.refresh_refused' } })
  expect(await me(doors, next)).toMatchObject({ status: 401 })
  expect(await refresh(doors, next.refresh_token)).toMatchObject({ status: 401 })
  expect(cut).toEqual([[expect.any(Number)]])
})

test('a spent token from another device ends the session even within the grace', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const { refresh_token } = await signIn(world, doors)
  const next = (await refresh(doors, refresh_token)).body as Tokens

  expect(await refresh(doors, refresh_token, THIEF)).toMatchObject({ status: 401 })
  expect(await me(doors, next)).toMatchObject({ status: 401 })
})

test('the theft of one session leaves the others of the person alone', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const [stolen, other] = [await signIn(world, doors), await signIn(world, doors)]
  await refresh(doors, stolen.refresh_token)
  await refresh(doors, stolen.refresh_token, THIEF)

  expect(await me(doors, other)).toMatchObject({ status: 200 })
})

test('a session left idle for fourteen days is over', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const { refresh_token } = await signIn(world, doors)
  world.wait(14 * DAY_MS)

  expect(await refresh(doors, refresh_token)).toMatchObject({ status: 401 })
})

test('however busy, a session ends after sixty days', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  let { refresh_token } = await signIn(world, doors)
  for (let days = 10; days < 60; days += 10) {
    world.wait(10 * DAY_MS)
    ;({ refresh_token } = (await refresh(doors, refresh_token)).body)
  }
  world.wait(10 * DAY_MS)

  expect(await refresh(doors, refresh_token)).toMatchObject({ status: 401 })
})

test('the cookie is used only with the header of our own app, and gets its successor', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const { refresh_token } = await signIn(world, doors)
  const cookie = { ...LAPTOP, cookie: `rt=${refresh_token}` }

  const foreign = await doors.request(undefined, 'POST', '/auth/refresh', {}, cookie)
  const own = await doors.request(undefined, 'POST', '/auth/refresh', {}, { ...cookie, 'x-app': '1' })

  expect(foreign.status).toBe(401)
  expect(own.status).toBe(200)
  expect(own.body).not.toHaveProperty('refresh_token')
  expect(own.headers.get('set-cookie')).toMatch(/^rt=[\w-]{43};.*httponly/i)
})

test('over https, also behind a proxy that ends it, the cookie is one of this host alone and stands in Telegram’s frame', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world, { web_base_url: 'https://dela.example' })
  const { refresh_token } = await signIn(world, doors)

  const headers = { ...LAPTOP, 'x-app': '1', cookie: `__Host-rt=${refresh_token}` }
  const answer = await doors.request(undefined, 'POST', '/auth/refresh', {}, headers)

  expect(answer.status).toBe(200)
  expect(answer.headers.get('set-cookie')).toMatch(
    /^__Host-rt=[\w-]{43}; path=\/; expires=.*; samesite=none; secure; httponly; partitioned$/i,
  )
})

test('a made-up token and none at all are refused alike', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)

  const [made_up, none] = [
    await refresh(doors, 'x'.repeat(43)),
    await doors.request(undefined, 'POST', '/auth/refresh', {}),
  ]

  expect(made_up).toMatchObject({ status: 401, body: { code: 'auth.refresh_refused' } })
  expect(none.text).toBe(made_up.text)
})

test('one session may refresh sixty times a minute, and another is not held up by it', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const [busy, calm] = [await signIn(world, doors), await signIn(world, doors)]
  for (let n = 0; n < 60; n++) await refresh(doors, busy.refresh_token)

  expect(await refresh(doors, busy.refresh_token)).toMatchObject({ status: 429 })
  expect(await refresh(doors, calm.refresh_token)).toMatchObject({ status: 200 })
})

test('whoever signs out is out at once, with the cookie and the sockets', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const cut: number[] = []
  const tokens = await signIn(world, doors)
  world.house.cut = (ids) => void cut.push(...ids)

  const answer = await doors.request(
    undefined,
    'POST',
    '/auth/logout',
    {},
    {
      authorization: `Bearer ${tokens.access_token}`,
    },
  )

  expect(answer).toMatchObject({ status: 204, text: '' })
  expect(answer.headers.get('set-cookie')).toMatch(/^rt=;.*expires=Thu, 01 Jan 1970/i)
  expect(answer.headers.get('clear-site-data')).toBe('"cache"')
  expect(await me(doors, tokens)).toMatchObject({ status: 401 })
  expect(await refresh(doors, tokens.refresh_token)).toMatchObject({ status: 401 })
  expect(cut).toHaveLength(1)
})

test('an access token that ran out does not keep anybody from signing out by the refresh token', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const { refresh_token } = await signIn(world, doors)
  world.wait(601_000)

  const answer = await doors.request(undefined, 'POST', '/auth/logout', { refresh_token })

  expect(answer.status).toBe(204)
  expect(await refresh(doors, refresh_token)).toMatchObject({ status: 401 })
})

test('signing out without a session is no mistake', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)

  expect(await doors.request(undefined, 'POST', '/auth/logout', {})).toMatchObject({ status: 204 })
})
