import { expect, test } from 'vitest'
import { makeContext } from '../../core/context.ts'
import { sha256 } from '../../core/crypto.ts'
import { openDoors, type OpenedDoors } from '../../testing/doors.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import { updateMe } from '../people/update-me.ts'
import { firstAdminLink } from './first-admin-link.ts'
import { makeLoginLink } from './make-login-link.ts'

const WEB = 'https://dela.example'
const tokenIn = (link: string | undefined) => link?.split('#t=')[1] ?? ''
const redeem = (doors: OpenedDoors, token: string, more: object = {}) =>
  doors.request(undefined, 'POST', '/auth/links/redeem', { token, delivery: 'body', ...more })
const me = (doors: OpenedDoors, access_token: string) =>
  doors.request(undefined, 'GET', '/me', undefined, { authorization: `Bearer ${access_token}` })

async function linkOf(world: World, user_id = world.vera.actor.user_id) {
  return tokenIn((await makeLoginLink(world.house, { user_id, web_base_url: WEB, rate: null })).link)
}

test('a link carries its token in the fragment, and only the digest of it is kept', async () => {
  const world = await makeWorld()

  const wish = { user_id: world.vera.actor.user_id, web_base_url: WEB, rate: null }
  const { link, expires_at } = await makeLoginLink(world.house, wish)

  const rows = await world.database.read.selectFrom('login_links').selectAll().execute()
  expect(link).toMatch(/^https:\/\/dela\.example\/login#t=[\w-]{43}$/)
  expect(expires_at).toBe('2026-03-02T09:10:00.000Z')
  expect(rows).toMatchObject([{ hash: sha256(tokenIn(link)), used_at: null }])
  expect(JSON.stringify(rows)).not.toContain(tokenIn(link))
})

test('whoever redeems a link is signed in as its person, and the session notes from where', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const token = await linkOf(world)

  const headers = { 'user-agent': 'Firefox', 'x-device-id': 'laptop' }
  const answer = await doors.request(undefined, 'POST', '/auth/links/redeem', { token, delivery: 'body' }, headers)

  expect(answer).toMatchObject({ status: 200, body: { user: { id: world.vera.actor.user_id, name: 'vera' } } })
  const { access_token } = answer.body as { access_token: string }
  expect(await me(doors, access_token)).toMatchObject({ status: 200, body: { name: 'vera' } })
  const session = await world.database.read
    .selectFrom('sessions')
    .selectAll()
    .where('device_id', '=', 'laptop')
    .execute()
  expect(session).toMatchObject([{ via: 'web', user_agent: 'Firefox', ip: '127.0.0.1', ended_at: null }])
})

test('a spent, an old and a made-up link get one and the same answer', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const [spent, old] = [await linkOf(world), await linkOf(world)]
  await redeem(doors, spent)

  const answers = [await redeem(doors, spent), await redeem(doors, 'x'.repeat(43)), await redeem(doors, '')]
  world.wait(600_000)
  answers.push(await redeem(doors, old))

  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  expect(answers[0]).toMatchObject({ status: 401, body: { code: 'auth.link_refused' } })
})

test('looking at the address spends nothing', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const token = await linkOf(world)

  for (const agent of ['TelegramBot (like TwitterBot)', 'WhatsApp/2.0', 'facebookexternalhit/1.1', 'Slackbot 1.0']) {
    for (const method of ['GET', 'HEAD']) {
      await fetch(`${doors.url}/login`, { method, headers: { 'user-agent': agent } })
      await fetch(`${doors.url}/api/v1/auth/links/redeem?token=${token}`, { method, headers: { 'user-agent': agent } })
    }
  }

  expect(await redeem(doors, token)).toMatchObject({ status: 200 })
})

test('redeemed fifty times at once, a link opens one session', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  for (let round = 0; round < 5; round++) {
    const token = await linkOf(world)

    const answers = await Promise.all(Array.from({ length: 50 }, () => redeem(doors, token)))

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(49)
  }
})

test('a person may ask for three links in a quarter of an hour', async () => {
  const world = await makeWorld()
  const wish = { user_id: world.vera.actor.user_id, web_base_url: WEB, rate: { points: 3, seconds: 900 } }
  for (let n = 0; n < 3; n++) await makeLoginLink(world.house, wish)

  await expect(makeLoginLink(world.house, wish)).rejects.toMatchObject({ status: 429 })
  await expect(makeLoginLink(world.house, { ...wish, user_id: world.foma.actor.user_id })).resolves.toBeTruthy()
  world.wait(900_000)
  await expect(makeLoginLink(world.house, wish)).resolves.toBeTruthy()
})

test('whoever opens the first link is the server administrator, made at that moment', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const link = await firstAdminLink(world.house, WEB)

  const answer = await redeem(doors, tokenIn(link), { locale: 'ru', time_zone: 'Asia/Omsk' })

  const { access_token, user } = answer.body as { access_token: string; user: { id: number } }
  expect(user).toMatchObject({ name: 'Администратор', locale: 'ru' })
  expect(await me(doors, access_token)).toMatchObject({ body: { server_admin: true, time_zone: 'Asia/Omsk' } })
  expect(world.journal()).toMatchObject([{ kind: 'user_created', actor: { id: user.id }, via: 'web' }])
  expect(await firstAdminLink(world.house, WEB)).toBeUndefined()
})

test('a new first link voids the former', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const former = await firstAdminLink(world.house, WEB)
  const latter = await firstAdminLink(world.house, WEB)

  expect(await redeem(doors, tokenIn(former))).toMatchObject({ status: 401 })
  expect(await redeem(doors, tokenIn(latter))).toMatchObject({ status: 200 })
})

test('fifty who open first links at once, even different ones, make one administrator', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const link = await firstAdminLink(world.house, WEB)
  const rows = await world.database.read.selectFrom('login_links').selectAll().execute()
  const twin = { ...rows[0], hash: sha256('twin'), user_id: null, created_at: world.house.now(), used_at: null }
  const expires_at = rows[0]?.expires_at ?? ''
  await world.database.record((write) =>
    write
      .insertInto('login_links')
      .values({ ...twin, expires_at })
      .execute(),
  )

  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) => redeem(doors, n % 2 === 0 ? tokenIn(link) : 'twin')),
  )

  const admins = await world.database.read
    .selectFrom('users')
    .select('id')
    .where('server_admin_at', 'is not', null)
    .execute()
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(admins).toHaveLength(1)
})

test('a person who changes their name is called so at their next sign-in', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  await updateMe(makeContext(world.house, world.vera.actor), { name: 'Vera P.' })

  expect(await redeem(doors, await linkOf(world))).toMatchObject({ body: { user: { name: 'Vera P.' } } })
})
