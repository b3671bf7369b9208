import { expect, test } from 'vitest'
import { sha256 } from '../../core/crypto.ts'
import { openDoors } from '../../testing/doors.ts'
import { makeWorld } from '../../testing/world.ts'
import { userUpdated } from '../people/journal.ts'

async function openWorld() {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const boss = await world.person('boss', { telegram_id: 7 })
  const zoya = await world.person('zoya', { telegram_id: 42 })
  await world.arrange(boss.actor, [`user:${boss.actor.user_id}`], async (write, at) => {
    const { user_id, name } = boss.actor
    await write.updateTable('users').set({ server_admin_at: at }).where('id', '=', user_id).execute()
    return { entries: [userUpdated({ id: user_id, name }, {})], result: 0 }
  })
  const make = async (more: object = {}) =>
    (await doors.request(boss, 'POST', '/admin/service_tokens', { name: 'CRM', ...more })).body as {
      id: number
      token: string
    }
  const call = (token: string, telegram_id: string | undefined, method: string, path: string, body?: object) =>
    doors.request(undefined, method, path, body, {
      authorization: `Bearer ${token}`,
      ...(telegram_id !== undefined && { 'x-tg-user': telegram_id }),
    })
  return { world, doors, boss, zoya, make, call }
}

test('a service acts for whom it names, and the audit says that it was the service', async () => {
  const { world, zoya, make, call } = await openWorld()
  const { token, id } = await make()

  expect(await call(token, '42', 'GET', '/me')).toMatchObject({ status: 200, body: { name: 'zoya' } })
  expect(await call(token, '42', 'POST', '/teams', { name: 'Choir' })).toMatchObject({ status: 201 })

  const entry = world.journal().find(({ kind }) => kind === 'team_created')
  expect(entry).toMatchObject({ kind: 'team_created', actor: { id: zoya.actor.user_id }, via: 'api' })
  const origins = await world.database.read.selectFrom('entry_origins').select('user_agent').execute()
  expect(origins.filter(({ user_agent }) => user_agent?.startsWith(`service token ${id} (CRM); `))).toHaveLength(
    world.journal().filter(({ actor }) => actor.id === zoya.actor.user_id).length,
  )
})

test('a service token is shown once, kept as a hash, and the journal tells who made it and who took it back', async () => {
  const { world, doors, boss, zoya, make, call } = await openWorld()

  const { token, id } = await make()
  await call(token, '42', 'GET', '/me')
  const list = await doors.request(boss, 'GET', '/admin/service_tokens')
  const gone = await doors.request(boss, 'DELETE', `/admin/service_tokens/${id}`)

  expect(token).toMatch(/^dela_service_[\w-]{43}$/)
  expect(list.text).not.toContain(token)
  expect(list).toMatchObject({
    body: { items: [{ name: 'CRM', last_used_at: world.house.now(), last_used_for: zoya.actor.user_id }] },
  })
  expect(gone).toMatchObject({ status: 200, body: { id } })
  expect(world.journal().map(({ kind, actor }) => [kind, actor.name])).toEqual([
    ['service_token_created', 'boss'],
    ['service_token_deleted', 'boss'],
  ])
  expect(JSON.stringify(world.journal())).not.toContain(token)
  expect(await call(token, '42', 'GET', '/me')).toMatchObject({ status: 401 })
})

test('without one made nobody is named by a header, and a sign-in does not become another by it', async () => {
  const { world, doors, call } = await openWorld()

  expect(await call(`dela_service_${'x'.repeat(43)}`, '42', 'GET', '/me')).toMatchObject({ status: 401 })
  const own = await doors.request(world.vera, 'GET', '/me', undefined, { 'x-tg-user': '42' })
  expect(own).toMatchObject({ body: { name: 'vera' } })
})

test.each([
  [undefined, 400, 'token.person_needed'],
  ['zoya', 400, 'token.person_needed'],
  ['0', 400, 'token.person_needed'],
  ['99', 404, 'user.not_found'],
])('naming %s, a service gets nothing', async (telegram_id, status, code) => {
  const { make, call } = await openWorld()
  const { token } = await make()

  expect(await call(token, telegram_id, 'GET', '/me')).toMatchObject({ status, body: { code } })
})

test('a service for an administrator runs no server, changes no account and makes no tokens', async () => {
  const { world, make, call } = await openWorld()
  const { token } = await make()
  const before = world.journal().length

  for (const [method, path, body] of [
    ['GET', '/admin/service_tokens', undefined],
    ['POST', '/admin/service_tokens', { name: 'Another' }],
  ] as const)
    expect(await call(token, '7', method, path, body)).toMatchObject({
      status: 403,
      body: { code: 'token.scope_forbidden' },
    })
  for (const [method, path, body] of [
    ['POST', '/me/tokens', { name: 'Another', scopes: 'admin' }],
    ['GET', '/auth/sessions', undefined],
    ['POST', '/me/password', { password: 'three blue herons', password_confirm: 'three blue herons' }],
  ] as const)
    expect(await call(token, '7', method, path, body)).toMatchObject({
      status: 403,
      body: { code: 'token.account_forbidden' },
    })
  expect(world.journal()).toHaveLength(before)
})

test('an administrator\u2019s own API token, however wide, makes no service token', async () => {
  const { doors, boss, call } = await openWorld()
  const made = await doors.request(boss, 'POST', '/me/tokens', { name: 'Script', scopes: 'admin' })
  const { token } = made.body as { token: string }

  const answer = await call(token, undefined, 'POST', '/admin/service_tokens', { name: 'CRM' })

  expect(answer).toMatchObject({ status: 403, body: { code: 'token.account_forbidden' } })
})

test('a service token runs out, and lasts a year at most', async () => {
  const { world, doors, boss, make, call } = await openWorld()
  const { token } = await make({ expires_at: '2026-03-02T10:00:00Z' })
  expect(await call(token, '42', 'GET', '/me')).toMatchObject({ status: 200 })

  world.wait(3_600_000)

  expect(await call(token, '42', 'GET', '/me')).toMatchObject({ status: 401 })
  const rows = await world.database.read.selectFrom('service_tokens').selectAll().execute()
  expect(rows).toMatchObject([{ hash: sha256(token), created_by: boss.actor.user_id }])
  const late = { name: 'CRM', expires_at: '2028-01-01T00:00:00Z' }
  expect(await doors.request(boss, 'POST', '/admin/service_tokens', late)).toMatchObject({
    status: 422,
    body: { code: 'token.wrong_expiry' },
  })
})
