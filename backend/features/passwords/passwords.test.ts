import { argon2Sync } from 'node:crypto'
import { expect, test } from 'vitest'
import { createInvite } from '../teams/create-invite.ts'
import { CreateInvite } from '../teams/contract.ts'
import { connectSocket, openDoors, type OpenedDoors } from '../../testing/doors.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import { passwordChanged, passwordRehashed } from './journal.ts'
import { updateMe } from '../people/update-me.ts'

const SECRET = 'three blue herons'
const ada = { username: 'ada', email: 'Ada@Dela.Example', password: SECRET, password_confirm: SECRET, delivery: 'body' }

/** The same password, as it was kept at a lower cost. */
const OUTDATED = (() => {
  const salt = Buffer.alloc(16, 7)
  const cost = { parallelism: 1, memory: 8192, passes: 2, tagLength: 32 }
  const tag = argon2Sync('argon2id', { message: SECRET, nonce: salt, ...cost })
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
  return `$argon2id$v=19$m=8192,t=2,p=1$${text(salt)}$${text(tag)}`
})()

const register = (doors: OpenedDoors, more: object = {}) =>
  doors.request(undefined, 'POST', '/auth/register', { ...ada, ...more })
const logIn = (doors: OpenedDoors, given: object) =>
  doors.request(undefined, 'POST', '/auth/login', { delivery: 'body', ...given })
const bearer = (answer: { body: unknown }) => ({
  authorization: `Bearer ${(answer.body as { access_token: string }).access_token}`,
})
const me = (doors: OpenedDoors, answer: { body: unknown }) =>
  doors.request(undefined, 'GET', '/me', undefined, bearer(answer))
const hashes = async ({ database }: World) =>
  (await database.read.selectFrom('passwords').select('hash').execute()).map(({ hash }) => hash)

async function openWorld(more: Parameters<typeof openDoors>[1] = {}) {
  const world = await makeWorld()
  return { world, doors: await openDoors(world, { registration: 'open', ...more }) }
}

test('whoever registers is signed in, has a place of their own, and logs in by e-mail or username', async () => {
  const { world, doors } = await openWorld()

  const registered = await register(doors, { name: 'Ада', locale: 'ru', time_zone: 'Asia/Omsk' })

  expect(registered).toMatchObject({ status: 201, body: { user: { name: 'Ада', locale: 'ru' } } })
  expect(await me(doors, registered)).toMatchObject({
    body: { username: 'ada', email: 'ada@dela.example', email_verified_at: null, time_zone: 'Asia/Omsk' },
  })
  expect(world.journal()).toMatchObject([{ kind: 'user_created', actor: { name: 'Ада' }, via: 'web' }])
  for (const name of [{ email: 'ADA@dela.example' }, { username: 'Ada' }, { username: ' ada@dela.example ' }]) {
    const answer = await logIn(doors, { ...name, password: SECRET })
    expect(answer).toMatchObject({ status: 200, body: { user: { name: 'Ада' } } })
    expect(await me(doors, answer)).toMatchObject({ status: 200 })
  }
})

test('neither the password nor its hash is ever in the journal or an answer', async () => {
  const { world, doors } = await openWorld()

  const registered = await register(doors)

  const [hash = ''] = await hashes(world)
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/)
  const entries = await world.database.read.selectFrom('entries').selectAll().execute()
  const told = JSON.stringify([entries, registered.text, (await me(doors, registered)).text])
  expect(told).not.toContain(SECRET)
  expect(told).not.toContain('argon2')
})

test('without an invitation nobody registers where one is needed; with one an account is opened and no more', async () => {
  const { world, doors } = await openWorld({ registration: 'invite' })
  const wish = CreateInvite.parse({ team_id: world.home.team.id, role: 'member' })
  const { token } = await createInvite(world.vera, wish)

  expect(await register(doors)).toMatchObject({ status: 403, body: { code: 'auth.invitation_needed' } })
  expect(await register(doors, { invite_token: 'x'.repeat(43) })).toMatchObject({ status: 403 })
  const answer = await register(doors, { invite_token: token })

  expect(answer).toMatchObject({ status: 201 })
  const teams = await doors.request(undefined, 'GET', '/teams', undefined, bearer(answer))
  expect((teams.body as { items: unknown[] }).items).toHaveLength(1)
  const joined = await doors.request(undefined, 'POST', '/invites/accept', { token }, bearer(answer))
  expect(joined).toMatchObject({ status: 200, body: { id: world.home.team.id } })
})

test.each([
  [{ password_confirm: 'another secret' }, 'request.invalid', 'password_confirm'],
  [{ password: 'short', password_confirm: 'short' }, 'request.invalid', 'password'],
  [{ password: 'ж'.repeat(65), password_confirm: 'ж'.repeat(65) }, 'request.invalid', 'password'],
  [{ password: 'Password123!', password_confirm: 'Password123!' }, 'auth.password_weak', 'password'],
  [{ password: 'qwertyui', password_confirm: 'qwertyui' }, 'auth.password_weak', 'password'],
  [
    { username: 'adalovelace', password: 'adalovelace1', password_confirm: 'adalovelace1' },
    'auth.password_weak',
    'password',
  ],
  [{ username: 'ad' }, 'request.invalid', 'username'],
  [{ username: 'ada@home' }, 'request.invalid', 'username'],
  [{ username: '.ada' }, 'request.invalid', 'username'],
  [{ email: 'ada' }, 'request.invalid', 'email'],
])('registering with %j is against a rule: %s', async (wish, code, path) => {
  const { world, doors } = await openWorld()

  const answer = await register(doors, wish)

  expect(answer).toMatchObject({ status: 422, body: { code, errors: [{ path }] } })
  expect(world.journal()).toEqual([])
})

test('of several who register under one name at once, one gets it', async () => {
  const { doors } = await openWorld()

  const answers = await Promise.all([1, 2, 3].map((n) => register(doors, { email: `ada${n}@dela.example` })))

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.find(({ status }) => status === 422)).toMatchObject({ body: { code: 'user.username_taken' } })
  expect(await register(doors, { username: 'other', email: 'ada@dela.example' })).toMatchObject({ status: 201 })
  expect(await register(doors, { username: 'third', email: 'ada@dela.example' })).toMatchObject({
    status: 422,
    body: { code: 'user.email_taken' },
  })
})

test('a wrong password, a name nobody has and a person without a password get the same answer', async () => {
  const { world, doors } = await openWorld()
  await register(doors)
  await updateMe(world.vera, { username: 'vera' })

  const wrong = await logIn(doors, { username: 'ada', password: 'not it at all' })
  const unknown = await logIn(doors, { username: 'nobody', password: 'not it at all' })
  const without = await logIn(doors, { username: 'vera', password: 'not it at all' })

  expect(wrong).toMatchObject({ status: 401, body: { code: 'auth.login_refused' } })
  expect([unknown.text, without.text]).toEqual([wrong.text, wrong.text])
})

test.each(['ada', 'nobody'])('of many guesses at once for %s five are compared', async (username) => {
  const { world, doors } = await openWorld()
  await register(doors)

  const guesses = Array.from({ length: 12 }, (_, n) => logIn(doors, { username, password: `guess number ${n}` }))
  const statuses = (await Promise.all(guesses)).map(({ status }) => status)

  expect(statuses.filter((status) => status === 401)).toHaveLength(5)
  expect(statuses.filter((status) => status === 429)).toHaveLength(7)
  const late = await logIn(doors, { username, password: SECRET })
  expect(late).toMatchObject({ status: 429, body: { code: 'request.too_many' } })
  expect(Number(late.headers.get('retry-after'))).toBe(900)
  world.wait(901_000)
  expect(await logIn(doors, { username, password: SECRET })).toMatchObject({ status: username === 'ada' ? 200 : 401 })
})

test('who logs in rightly is not kept out by having done so often', async () => {
  const { doors } = await openWorld()
  await register(doors)

  for (let n = 0; n < 7; n++)
    expect(await logIn(doors, { username: 'ada', password: SECRET })).toMatchObject({ status: 200 })
})

test('however often others guess at an account, its person still gets in, only later', async () => {
  const { world, doors } = await openWorld()
  const { body } = await register(doors)
  const { id } = (body as { user: { id: number } }).user
  const resets_at = new Date(Date.parse(world.house.now()) + 3_600_000).toISOString()
  const row = { key: `password of person ${id}`, count: 100, resets_at }
  await world.database.record((write) => write.insertInto('limits').values(row).execute())

  expect(await logIn(doors, { username: 'ada', password: SECRET })).toMatchObject({ status: 200 })
})

test('a password kept at an older cost is hashed anew when it is next used', async () => {
  const { world, doors } = await openWorld()
  await register(doors)
  await world.arrange(world.vera.actor, ['user:0'], async (write) => {
    await write.updateTable('passwords').set({ hash: OUTDATED }).execute()
    return { entries: [passwordRehashed({ id: 0, name: '' })], result: 0 }
  })

  expect(await logIn(doors, { username: 'ada', password: SECRET })).toMatchObject({ status: 200 })

  expect((await hashes(world))[0]).toMatch(/m=47104,t=1,p=1/)
  expect(world.journal()).toMatchObject([{ kind: 'password_rehashed', changes: {} }])
  expect(await logIn(doors, { username: 'ada', password: SECRET })).toMatchObject({ status: 200 })
})

test('a new password needs the current one, and ends every other session at once', async () => {
  const { world, doors } = await openWorld()
  const here = await register(doors)
  const there = await logIn(doors, { username: 'ada', password: SECRET })
  const change = (given: object) =>
    doors.request(
      undefined,
      'POST',
      '/me/password',
      { password: 'four grey geese', password_confirm: 'four grey geese', ...given },
      bearer(here),
    )

  expect(await change({})).toMatchObject({ status: 403, body: { code: 'auth.password_wrong' } })
  expect(await change({ current_password: 'three red herons' })).toMatchObject({ status: 403 })
  expect(world.journal().map(({ kind }) => kind)).toEqual(['user_created'])
  const changed = await change({ current_password: SECRET })

  expect(changed).toMatchObject({ status: 200, body: { sessions_ended: 1, changed_at: world.house.now() } })
  expect(world.journal().at(-1)).toMatchObject({ kind: 'password_changed', changes: {}, user: { name: 'ada' } })
  expect(await me(doors, here)).toMatchObject({ status: 200 })
  expect(await me(doors, there)).toMatchObject({ status: 401 })
  expect(await logIn(doors, { username: 'ada', password: SECRET })).toMatchObject({ status: 401 })
  expect(await logIn(doors, { username: 'ada', password: 'four grey geese' })).toMatchObject({ status: 200 })
})

test('a socket of another session is cut by a change of password', async () => {
  const { world, doors } = await openWorld()
  const socket = await connectSocket(doors, world.vera)
  const cut = new Promise((resolve) => socket.on('disconnect', resolve))

  const wish = { password: SECRET, password_confirm: SECRET }
  const set = await doors.request(world.vera, 'POST', '/me/password', wish)

  expect(set).toMatchObject({ status: 200, body: { sessions_ended: 1 } })
  await cut
})

test('guesses at the current password are counted', async () => {
  const { doors } = await openWorld()
  const here = await register(doors)
  const wish = { password: 'four grey geese', password_confirm: 'four grey geese', current_password: 'a wrong guess' }

  const tries = Array.from({ length: 9 }, () => doors.request(undefined, 'POST', '/me/password', wish, bearer(here)))

  const statuses = (await Promise.all(tries)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 403)).toHaveLength(5)
  expect(statuses.filter((status) => status === 429)).toHaveLength(4)
})

test('who logs in with a password while it is being changed does not stay in with it', async () => {
  const { doors } = await openWorld({ rate_limit_anon: { points: 1000, seconds: 60 } })
  const here = await register(doors)
  const wish = { current_password: SECRET, password: 'four grey geese', password_confirm: 'four grey geese' }

  const [changed, ...logins] = await Promise.all([
    doors.request(undefined, 'POST', '/me/password', wish, bearer(here)),
    ...Array.from({ length: 6 }, () => logIn(doors, { username: 'ada', password: SECRET })),
  ])

  expect(changed).toMatchObject({ status: 200 })
  const inside = await Promise.all(logins.filter(({ status }) => status === 200).map((login) => me(doors, login)))
  expect(inside.filter(({ status }) => status !== 401)).toEqual([])
  expect(logins.filter(({ status }) => status !== 200 && status !== 401)).toEqual([])
})

test('a password changed between its check and the session opens none', async () => {
  const { world, doors } = await openWorld()
  await register(doors)
  const { record } = world.database
  const change = () =>
    world.arrange(world.vera.actor, ['user:0'], async (write) => {
      await write.updateTable('passwords').set({ hash: OUTDATED }).execute()
      return { entries: [passwordChanged({ id: 0, name: '' })], result: 0 }
    })
  let calls = 0
  world.database.record = async (work) => {
    if (++calls === 4) await change()
    return record(work)
  }

  const answer = await logIn(doors, { username: 'ada', password: SECRET })

  expect(answer).toMatchObject({ status: 401, body: { code: 'auth.login_refused' } })
  const live = await world.database.read.selectFrom('sessions').select('ended_at').execute()
  expect(live.map(({ ended_at }) => ended_at)).toEqual([null, world.house.now()])
})

test('a username is taken once, whoever changes to it', async () => {
  const { world, doors } = await openWorld()
  await register(doors)

  await expect(updateMe(world.vera, { username: 'ada' })).rejects.toMatchObject({ code: 'user.username_taken' })
  expect(await updateMe(world.vera, { username: 'vera' })).toMatchObject({ username: 'vera' })
  expect(await updateMe(world.vera, { username: 'vera' })).toMatchObject({ username: 'vera' })
})
