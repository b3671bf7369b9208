import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { sha256 } from '../../core/crypto.ts'
import { get } from '../../core/routes.ts'
import { Nothing } from '../../core/contract.ts'
import { callRoute } from '../../core/call.ts'
import { openDoors } from '../../testing/doors.ts'
import { makeWorld } from '../../testing/world.ts'
import { identifyToken } from './identify-token.ts'

interface Made {
  id: number
  token: string
}

async function openWorld() {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const make = async (scopes: string | string[], more: object = {}) => {
    const answer = await doors.request(world.vera, 'POST', '/me/tokens', { name: 'Script', scopes, ...more })
    return answer.body as Made
  }
  const call = (token: string, method: string, path: string, body?: object) =>
    doors.request(undefined, method, path, body, { authorization: `Bearer ${token}` })
  return { world, doors, make, call }
}

test('a token is shown once; its hash is kept, and the journal names it without it', async () => {
  const { world, doors } = await openWorld()

  const answer = await doors.request(world.vera, 'POST', '/me/tokens', { name: 'Script', scopes: ['WRITE', 'read'] })

  const { token } = answer.body as Made
  expect(answer).toMatchObject({
    status: 201,
    body: { name: 'Script', scopes: ['read', 'write'], expires_at: '2026-05-31T09:00:00.000Z', last_used_at: null },
  })
  expect(token).toMatch(/^dela_[\w-]{43}$/)
  expect(world.journal()).toMatchObject([
    { kind: 'token_created', token: { name: 'Script', scopes: ['read', 'write'] } },
  ])
  expect(JSON.stringify(world.journal())).not.toContain(token)
  const rows = await world.database.read.selectFrom('api_tokens').selectAll().execute()
  expect(rows).toMatchObject([{ hash: sha256(token) }])
  const list = await doors.request(world.vera, 'GET', '/me/tokens')
  expect(list).toMatchObject({ body: { items: [{ name: 'Script' }], next: null } })
  expect(list.text).not.toContain(token)
})

test('asked again under one key, the same token is answered and one is made', async () => {
  const { world, doors } = await openWorld()
  const ask = () =>
    doors.request(world.vera, 'POST', '/me/tokens', { name: 'Script', scopes: 'read' }, { 'idempotency-key': 'k1' })

  const [one, other] = await Promise.all([ask(), ask()])

  expect(other.text).toBe(one.text)
  expect(world.journal()).toHaveLength(1)
  const kept = await world.database.read.selectFrom('requests').select('result').executeTakeFirstOrThrow()
  expect(kept.result).not.toContain('dela_')
})

test('a program acts for its person, and the journal says through which door', async () => {
  const { world, make, call } = await openWorld()
  const { token } = await make('write')

  const answer = await call(token, 'POST', '/teams', { name: 'Choir' })

  expect(answer).toMatchObject({ status: 201 })
  expect(world.journal().at(-1)).toMatchObject({ actor: { id: world.vera.actor.user_id }, via: 'api' })
  expect(await call(token, 'GET', '/me')).toMatchObject({ status: 200, body: { name: 'vera' } })
})

test('a token that reads changes nothing', async () => {
  const { world, make, call } = await openWorld()
  const { token } = await make('read')
  const before = world.journal().length

  const refused = await call(token, 'POST', '/teams', { name: 'Choir' })

  expect(refused).toMatchObject({ status: 403, body: { code: 'token.scope_forbidden' } })
  expect(await call(token, 'PATCH', '/me', { name: 'Other' })).toMatchObject({ status: 403 })
  expect(await call(token, 'GET', '/teams')).toMatchObject({ status: 200 })
  expect(world.journal()).toHaveLength(before)
})

test('only a token for administration reaches what server administrators may, and only if its person is one', async () => {
  const { world, doors, make } = await openWorld()
  const parts = { house: world.house, secrets: doors.secrets, settings: {} as never }
  const summary = 'Only for administrators'
  const run = () => Promise.resolve({})
  const route = get('/only', { summary, access: 'server_admin', input: Nothing, output: Nothing, run })
  const call = { route, path_parameters: {}, given: {}, key: undefined }
  const callAs = async (scope: string) => {
    const who = await identifyToken(world.house, (await make(scope)).token, { ip: null, user_agent: null })
    if (!who) throw new Error('nobody')
    return callRoute(parts, call, who).catch((error: { code: string }) => error.code)
  }

  expect([await callAs('write'), await callAs('admin')]).toEqual(['token.scope_forbidden', 'admin.only'])
  const { user_id } = world.vera.actor
  await world.arrange(world.vera.actor, [`user:${user_id}`], async (write, at) => {
    await write.updateTable('users').set({ server_admin_at: at }).where('id', '=', user_id).execute()
    const user = { id: user_id, name: 'vera' }
    const place = { stream: `user:${user_id}`, audience: `user:${user_id}`, refs: { user_id } }
    return { entries: [{ ...place, kind: 'user_updated', changes: {}, user }], result: 0 }
  })
  expect([await callAs('write'), await callAs('admin')]).toEqual(['token.scope_forbidden', {}])
})

test.each([
  ['GET', '/me/tokens', undefined],
  ['POST', '/me/tokens', { name: 'Another', scopes: 'admin' }],
  ['DELETE', '/me/tokens/1', undefined],
  ['POST', '/me/password', { password: 'three blue herons', password_confirm: 'three blue herons' }],
  ['GET', '/auth/sessions', undefined],
  ['DELETE', '/auth/sessions', undefined],
  ['DELETE', '/auth/sessions/1', undefined],
])('no token, however wide, reaches %s %s', async (method, path, body) => {
  const { world, make, call } = await openWorld()
  const { token } = await make('admin')
  const before = world.journal().length

  const answer = await call(token, method, path, body)

  expect(answer).toMatchObject({ status: 403, body: { code: 'token.account_forbidden' } })
  expect(world.journal()).toHaveLength(before)
})

test('a token opens no socket', async () => {
  const { doors, make } = await openWorld()
  const { token } = await make('admin')
  const options = { transports: ['websocket'], auth: { token }, forceNew: true, reconnection: false }
  const socket = io(`${doors.url}/ws`, options)
  onTestFinished(() => void socket.disconnect())

  const refusal = await new Promise<Error>((resolve) => socket.on('connect_error', resolve))

  expect(refusal).toMatchObject({ data: { status: 401, code: 'auth.not_signed_in' } })
})

test('a token ends when it is taken back, when it runs out, and is nothing when it is made up', async () => {
  const { world, doors, make, call } = await openWorld()
  const [gone, old] = [await make('read'), await make('read', { expires_at: '2026-03-02T10:00:00Z' })]
  const taken = await doors.request(world.vera, 'DELETE', `/me/tokens/${gone.id}`)
  expect(taken).toMatchObject({ status: 200, body: { id: gone.id } })
  expect(await call(old.token, 'GET', '/me')).toMatchObject({ status: 200 })
  world.wait(3_600_000)

  for (const token of [gone.token, old.token, `dela_${'x'.repeat(43)}`, 'dela_', sha256(old.token)])
    expect(await call(token, 'GET', '/me')).toMatchObject({ status: 401, body: { code: 'auth.not_signed_in' } })

  expect(world.journal().at(-1)).toMatchObject({ kind: 'token_deleted', token: { id: gone.id } })
})

test.each(['2026-03-02T09:00:00Z', '2020-01-01T00:00:00Z', '2027-04-01T00:00:00Z'])(
  'a token can not last until %s',
  async (expires_at) => {
    const { world, doors } = await openWorld()

    const answer = await doors.request(world.vera, 'POST', '/me/tokens', { name: 'Script', scopes: 'read', expires_at })

    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'token.wrong_expiry', errors: [{ path: 'expires_at' }] },
    })
  },
)

test('the last use is shown to the minute, and written no oftener', async () => {
  const { world, doors, make, call } = await openWorld()
  const { token } = await make('read')
  const last = async () => {
    const { body } = await doors.request(world.vera, 'GET', '/me/tokens')
    return (body as { items: { last_used_at: string | null; last_used_ip: string | null }[] }).items[0]
  }
  expect(await last()).toMatchObject({ last_used_at: null })

  await Promise.all([1, 2, 3].map(() => call(token, 'GET', '/me')))
  const first = await last()
  world.wait(30_000)
  await call(token, 'GET', '/me')
  const same = await last()
  world.wait(31_000)
  await call(token, 'GET', '/me')

  expect(first).toEqual({ ...same, last_used_at: '2026-03-02T09:00:00.000Z', last_used_ip: '127.0.0.1' })
  expect(await last()).toMatchObject({ last_used_at: '2026-03-02T09:01:01.000Z' })
})

test('one person has at most fifty tokens, however many ask at once', async () => {
  const { world, make } = await openWorld()

  await Promise.all(Array.from({ length: 52 }, () => make('read')))

  expect(await world.database.read.selectFrom('api_tokens').select('id').execute()).toHaveLength(50)
})
