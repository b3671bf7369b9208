import { sign } from '@telegram-apps/init-data-node'
import { expect, test } from 'vitest'
import { sha256 } from '../../core/crypto.ts'
import { openDoors, type OpenedDoors } from '../../testing/doors.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import { createInvite } from '../teams/create-invite.ts'

const TOKEN = '123456:TEST-TOKEN'

interface Launch {
  id?: number
  username?: string | null
  start_param?: string
  age_ms?: number
  token?: string
}

function launch(world: World, { id = 4242, username = 'zoya', start_param, age_ms = 0, token = TOKEN }: Launch = {}) {
  const user = { id, first_name: 'Зоя', last_name: 'К.', ...(username && { username }), language_code: 'ru' }
  const signed_at = new Date(Date.parse(world.house.now()) - age_ms)
  return sign({ user, ...(start_param && { start_param }) }, token, signed_at)
}

const exchange = (doors: OpenedDoors, init_data: string, more: object = {}) =>
  doors.request(undefined, 'POST', '/auth/telegram', { init_data, delivery: 'body', ...more })
const me = (doors: OpenedDoors, { body }: { body: { access_token: string } }) =>
  doors.request(undefined, 'GET', '/me', undefined, { authorization: `Bearer ${body.access_token}` })
const countUsers = async ({ database }: World) =>
  (await database.read.selectFrom('users').select('id').execute()).length

test('a person known by their Telegram id is signed in, and nothing is written of it', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const zoya = await world.person('zoya', { telegram_id: 4242, locale: 'ru' })

  const answer = await exchange(doors, launch(world))

  expect(answer).toMatchObject({
    status: 200,
    body: { expires_in: 600, user: { id: zoya.actor.user_id, name: 'zoya', locale: 'ru' } },
  })
  expect(await me(doors, answer)).toMatchObject({ status: 200, body: { telegram: { id: 4242, username: 'zoya' } } })
  expect(world.journal()).toEqual([])
})

test('without wishes the refresh token goes into a cookie that no script reads', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  await world.person('zoya', { telegram_id: 4242 })

  const { body, headers } = await exchange(doors, launch(world), { delivery: 'cookie' })

  expect(body).not.toHaveProperty('refresh_token')
  expect(headers.get('set-cookie')).toMatch(/^rt=[\w-]{43};.*httponly/i)
})

test('the same launch exchanged again ends the session it opened before, and works', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  await world.person('zoya', { telegram_id: 4242 })
  const init_data = launch(world)
  const cut: number[] = []
  const first = await exchange(doors, init_data)
  world.house.cut = (ids) => void cut.push(...ids)

  const second = await exchange(doors, init_data)

  expect(await me(doors, first)).toMatchObject({ status: 401 })
  expect(await me(doors, second)).toMatchObject({ status: 200 })
  expect(cut).toHaveLength(1)
})

test('of the same launch exchanged many times at once one session stays', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  await world.person('zoya', { telegram_id: 4242 })
  const init_data = launch(world)

  const answers = await Promise.all(Array.from({ length: 10 }, () => exchange(doors, init_data)))

  const alive = await Promise.all(answers.map((answer) => me(doors, answer)))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(alive.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('another launch of the same person leaves their other session alone', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  await world.person('zoya', { telegram_id: 4242 })
  const first = await exchange(doors, launch(world))
  world.wait(2000)

  await exchange(doors, launch(world))

  expect(await me(doors, first)).toMatchObject({ status: 200 })
})

test('old, future and foreign launches are refused, each with its own code', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world, { registration: 'open' })
  const refusal = async (more: Launch) =>
    (await exchange(doors, launch(world, more))) as { status: number; body: object }

  expect(await refusal({ age_ms: 3_601_000 })).toMatchObject({ status: 401, body: { code: 'auth.init_data_expired' } })
  expect(await refusal({ age_ms: -31_000 })).toMatchObject({ status: 401, body: { code: 'auth.init_data_ahead' } })
  expect(await refusal({ token: '777001:AAA-a-personal-bot' })).toMatchObject({
    status: 401,
    body: { code: 'auth.init_data_refused' },
  })
  expect(await refusal({ age_ms: 3_599_000 })).toMatchObject({ status: 200 })
})

test('what is no init data at all is refused like a forged one, and a wrong shape like any other', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)

  for (const junk of ['', 'x', 'hash=', '{}', '\u0000', 'é'.repeat(4000)])
    expect(await exchange(doors, junk)).toMatchObject({ status: 401, body: { code: 'auth.init_data_refused' } })
  expect(await doors.request(undefined, 'POST', '/auth/telegram', {})).toMatchObject({ status: 400 })
  expect(await exchange(doors, 'x', { user_id: 1 })).toMatchObject({ status: 400 })
})

test('a server without a bot signs nobody in this way', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world, { bot_token: null, registration: 'open' })

  expect(await exchange(doors, launch(world))).toMatchObject({ status: 401, body: { code: 'auth.telegram_off' } })
})

test('where registration is open, somebody new gets an account in their language, and the journal says who made it', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world, { registration: 'open' })

  const answer = await exchange(doors, launch(world, { id: 2 ** 52 }), { time_zone: 'Asia/Tomsk' })

  const { user } = answer.body as { user: { id: number } }
  expect(user).toMatchObject({ name: 'Зоя К.', locale: 'ru' })
  expect(await me(doors, answer)).toMatchObject({ body: { time_zone: 'Asia/Tomsk', telegram: { id: 2 ** 52 } } })
  expect(world.journal()).toMatchObject([
    { kind: 'user_created', stream: `user:${user.id}`, actor: { id: user.id, name: 'Зоя К.' }, via: 'miniapp' },
  ])
})

test('somebody new who comes ten times at once gets one account', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world, { registration: 'open' })
  const before = await countUsers(world)

  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => exchange(doors, launch(world, { age_ms: n * 1000 }))),
  )

  expect(new Set(answers.map(({ body }) => (body as { user: { id: number } }).user.id)).size).toBe(1)
  expect(await countUsers(world)).toBe(before + 1)
})

test('where registration is by invitation, somebody new is told so and leaves no trace', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const before = await countUsers(world)
  const refused = { status: 403, body: { code: 'auth.invitation_needed' } }

  expect(await exchange(doors, launch(world))).toMatchObject(refused)
  expect(await exchange(doors, launch(world, { start_param: 'invite_made_up_by_a_stranger' }))).toMatchObject(refused)
  expect(await exchange(doors, launch(world, { start_param: 'task_12' }))).toMatchObject(refused)
  expect(await countUsers(world)).toBe(before)
})

test('an invitation opens an account and no more: it is not accepted, nor spent', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const { token } = await createInvite(world.vera, { team_id: world.home.team.id, role: 'member', uses: 1 })

  const answer = await exchange(doors, launch(world, { start_param: `invite_${token}` }))

  const { user } = answer.body as { user: { id: number } }
  const teams = await world.database.read
    .selectFrom('team_members')
    .select('team_id')
    .where('user_id', '=', user.id)
    .execute()
  expect(answer.status).toBe(200)
  expect(teams).toHaveLength(1)
  expect(
    await world.database.read
      .selectFrom('invites')
      .select('uses_left')
      .where('hash', '=', sha256(token))
      .executeTakeFirst(),
  ).toEqual({ uses_left: 1 })
})

test('an invitation that ran out opens nothing', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const { token, expires_at } = await createInvite(world.vera, { team_id: world.home.team.id, role: 'member', uses: 1 })
  world.setTime(expires_at)

  expect(await exchange(doors, launch(world, { start_param: `invite_${token}` }))).toMatchObject({ status: 403 })
})

test('a new name in Telegram is kept, and one taken over by somebody else gives them nothing', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world, { registration: 'open' })
  const zoya = await world.person('zoya', { telegram_id: 4242 })

  await exchange(doors, launch(world, { username: 'zoya_new' }))
  const other = await exchange(doors, launch(world, { id: 5353, username: 'zoya' }))
  const bare = await exchange(doors, launch(world, { username: null, age_ms: 1000 }))

  expect(world.journal()).toMatchObject([
    { kind: 'user_updated', changes: { telegram_username: { from: 'zoya', to: 'zoya_new' } } },
    { kind: 'user_created' },
    { kind: 'user_updated', changes: { telegram_username: { from: 'zoya_new', to: null } } },
  ])
  expect(other.body).not.toMatchObject({ user: { id: zoya.actor.user_id } })
  expect(bare.body).toMatchObject({ user: { id: zoya.actor.user_id } })
})

test('one person may exchange ten times a minute, on however many addresses', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  await world.person('zoya', { telegram_id: 4242 })
  for (let n = 0; n < 10; n++) expect(await exchange(doors, launch(world))).toMatchObject({ status: 200 })

  const eleventh = await exchange(doors, launch(world))
  world.wait(60_000)
  const later = await exchange(doors, launch(world))

  expect(eleventh).toMatchObject({ status: 429, body: { code: 'request.too_many' } })
  expect(eleventh.headers.get('retry-after')).toBe('60')
  expect(later.status).toBe(200)
})
