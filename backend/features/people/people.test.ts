import { expect, test } from 'vitest'
import { openDoors } from '../../testing/doors.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import { createInvite } from '../teams/create-invite.ts'
import { createAdmin } from './create-admin.ts'
import { meetInBot } from './meet-in-bot.ts'
import { findUser } from './queries.ts'
import { startBot } from './start-bot.ts'
import { updateMe } from './update-me.ts'

const ZOYA = { id: 4242, first_name: 'Zoya', username: 'zoya', language_code: 'en' }
const userOf = (world: World, user_id: number) => findUser(world.database.read, user_id)

test('a person sees themselves, with their personal team', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const zoya = await world.person('zoya', { telegram_id: 4242 })

  const { body } = await doors.request(zoya, 'GET', '/me')

  const { personal_team_id, ...rest } = body as { personal_team_id: number }
  const team = { team_id: personal_team_id, user_id: zoya.actor.user_id }
  expect(rest).toEqual({
    id: zoya.actor.user_id,
    name: 'zoya',
    locale: 'en',
    time_zone: 'UTC',
    digest_hour: null,
    quiet_hours: null,
    username: null,
    email: null,
    email_verified_at: null,
    telegram: { id: 4242, username: 'zoya' },
    server_admin: false,
  })
  expect(
    await world.database.read.selectFrom('team_members').selectAll().where('team_id', '=', personal_team_id).execute(),
  ).toMatchObject([{ ...team, role: 'admin' }])
})

test('nobody is nobody', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)

  expect(await doors.request(undefined, 'GET', '/me')).toMatchObject({ status: 401 })
  expect(await doors.request(undefined, 'PATCH', '/me', { name: 'Foma' })).toMatchObject({ status: 401 })
})

test('a person changes themselves and nobody else, and only their own devices hear of it', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const { user_id } = world.vera.actor

  const wish = { name: ' Vera P. ', locale: 'RU', time_zone: 'Asia/Tomsk', digest_hour: 9, quiet_hours: '22:00-08:00' }
  const answer = await doors.request(world.vera, 'PATCH', '/me', wish)

  const now = { name: 'Vera P.', locale: 'ru', time_zone: 'Asia/Tomsk', digest_hour: 9, quiet_hours: '22:00-08:00' }
  expect(answer).toMatchObject({ status: 200, body: { id: user_id, ...now } })
  expect(world.journal()).toMatchObject([
    {
      kind: 'user_updated',
      stream: `user:${user_id}`,
      audience: `user:${user_id}`,
      changes: { name: { from: 'vera', to: 'Vera P.' }, digest_hour: { from: null, to: 9 } },
      user: { id: user_id, name: 'Vera P.' },
    },
  ])
  expect(await userOf(world, world.foma.actor.user_id)).toMatchObject({ name: 'foma', locale: 'en' })
})

test('what is not mentioned stays, and null takes a wish back', async () => {
  const world = await makeWorld()
  await updateMe(world.vera, { digest_hour: 9, quiet_hours: '22:00-08:00' })

  const user = await updateMe(world.vera, { digest_hour: null })

  expect(user).toMatchObject({ name: 'vera', digest_hour: null, quiet_hours: '22:00-08:00' })
})

test.each([
  ['a zone that is none', { time_zone: 'Mars/Olympus' }, 422],
  ['an empty name', { name: '  ' }, 422],
  ['an hour past midnight', { digest_hour: 24 }, 422],
  ['quiet hours without an end', { quiet_hours: '22:00' }, 422],
  ['a language we do not speak', { locale: 'fr' }, 422],
  ['an office that is not theirs to take', { server_admin: true }, 400],
  ['an office by its column', { server_admin_at: '2026-01-01T00:00:00.000Z' }, 400],
  ['another id', { id: 1 }, 400],
])('refused: %s', async (_, wish, status) => {
  const world = await makeWorld()
  const doors = await openDoors(world)

  expect(await doors.request(world.vera, 'PATCH', '/me', wish)).toMatchObject({ status })
  expect(world.journal()).toEqual([])
})

test('the bot knows whom it may write to, once they have started it', async () => {
  const world = await makeWorld()

  await startBot(world.vera, {})
  world.wait(1000)
  const again = await startBot(world.vera, {})

  expect(again.bot_started_at).toBe('2026-03-02T09:00:00.000Z')
  expect(world.journal()).toMatchObject([
    { kind: 'user_updated', changes: { bot_started_at: { from: null, to: '2026-03-02T09:00:00.000Z' } } },
  ])
})

test('the bot meets somebody known as themselves, and somebody new only where they may come in', async () => {
  const world = await makeWorld()
  const known = await world.person('known', { telegram_id: 5151 })
  const meet = (more: object = {}) => meetInBot(world.house, { person: ZOYA, registration: 'invite', ...more })
  const { token } = await createInvite(world.vera, { team_id: world.home.team.id, role: 'member', uses: 1 })

  expect(await meet({ person: { ...ZOYA, id: 5151, username: 'known' } })).toMatchObject({ id: known.actor.user_id })
  expect(await meet()).toBeUndefined()
  expect(await meet({ invite_token: 'nothing' })).toBeUndefined()
  const invited = await meet({ invite_token: token })
  expect(invited).toMatchObject({ name: 'Zoya', telegram_id: 4242 })
  expect(await meet()).toEqual(invited)
  expect(await meet({ registration: 'open', person: { ...ZOYA, id: 6161 } })).toMatchObject({ telegram_id: 6161 })
  expect(world.journal().filter(({ kind }) => kind === 'user_created')).toMatchObject([{ via: 'bot' }, { via: 'bot' }])
})

test('a person without a name is called by their @name, or by their number', async () => {
  const world = await makeWorld()
  const meet = (person: object) =>
    meetInBot(world.house, { person: { ...ZOYA, first_name: '', ...person }, registration: 'open' })

  expect(await meet({})).toMatchObject({ name: 'zoya' })
  expect(await meet({ id: 4343, username: undefined })).toMatchObject({ name: '4343', telegram_username: null })
})

test('an administrator is made anew, or of somebody whom Telegram knows already', async () => {
  const world = await makeWorld()
  const zoya = await world.person('zoya', { telegram_id: 4242 })
  const before = world.journal().length

  const fresh = await createAdmin(world.house, { name: 'Ольга', telegram_id: null })
  const known = await createAdmin(world.house, { name: 'Somebody', telegram_id: 4242 })
  const announced = await createAdmin(world.house, { name: 'Ivan', telegram_id: 7777 })

  expect(fresh).toMatchObject({ name: 'Ольга', locale: 'ru', server_admin_at: world.house.now() })
  expect(known).toMatchObject({ id: zoya.actor.user_id, name: 'zoya', server_admin_at: world.house.now() })
  expect(announced).toMatchObject({ telegram_id: 7777 })
  expect(world.journal().slice(before)).toMatchObject([
    { kind: 'user_created', actor: { id: fresh.id, name: 'Ольга' } },
    { kind: 'user_updated', changes: { server_admin_at: { from: null } } },
    { kind: 'user_created' },
  ])
})
