import { expect, onTestFinished, test, vi } from 'vitest'
import { makeLog } from '../core/log.ts'
import { sha256 } from '../core/crypto.ts'
import { openDoors, type OpenedDoors } from '../testing/doors.ts'
import { readLetter, startMailServer } from '../testing/mail-server.ts'
import { makeWorld } from '../testing/world.ts'
import { placeOf } from '../testing/post-office.ts'
import { openMailServer } from './mail-server.ts'
import { makePostman } from './postman.ts'
import { startJobs } from './schedule.ts'

const SECRET = 'three blue herons'
const NEW = 'four grey geese'
const WEB = 'https://dela.example'

async function openOffice(more: { rate_limit_anon?: { points: number; seconds: number } } = {}) {
  const world = await makeWorld()
  const server = await startMailServer()
  const doors = await openDoors(world, { registration: 'open', sends_mail: true, ...more })
  const send = openMailServer({ smtp_url: server.url, from: 'Dela <dela@dela.example>' })
  const hire = () => makePostman({ house: world.house, send, web_base_url: WEB, log: makeLog('silent') })
  const post = (path: string, body: object) => doors.request(undefined, 'POST', path, body)
  const deliver = async () => {
    const postman = hire()
    while (await postman.pass());
  }
  const register = (locale = 'en') =>
    post('/auth/register', { ...ada, locale, delivery: 'body' }).then(
      ({ body }) => (body as { access_token: string }).access_token,
    )
  const lastToken = (kind: string) =>
    new RegExp(`#${kind}=([\\w-]{43})`).exec(readLetter(server.letters.at(-1)?.raw ?? ''))?.[1] ?? ''
  const mails = () => world.database.read.selectFrom('mails').selectAll().orderBy('id').execute()
  return { world, server, doors, hire, post, deliver, register, lastToken, mails }
}

const ada = { username: 'ada', name: 'Ada <b>', email: 'ada@dela.example', password: SECRET, password_confirm: SECRET }
const me = (doors: OpenedDoors, token: string) =>
  doors.request(undefined, 'GET', '/me', undefined, { authorization: `Bearer ${token}` })

/** Registered, with the mail about the address already out of the way. */
async function settled(more: Parameters<typeof openOffice>[0] = {}) {
  const office = await openOffice(more)
  const access_token = await office.register()
  await office.deliver()
  office.server.letters.splice(0)
  return { ...office, access_token }
}

test('a forgotten password is replaced by a mailed link, which works once and ends every session', async () => {
  const { world, server, doors, post, deliver, lastToken, access_token } = await settled()

  expect(await post('/auth/password/forgot', { email: 'ADA@dela.example' })).toMatchObject({ status: 202, body: {} })
  await deliver()
  const token = lastToken('reset')
  const answer = await post('/auth/password/reset', { token, password: NEW })

  expect(server.letters).toMatchObject([{ to: ['ada@dela.example'], from: 'dela@dela.example' }])
  expect(answer).toMatchObject({ status: 200, body: { sessions_ended: 1 } })
  expect(world.journal().slice(-2)).toMatchObject([
    { kind: 'password_changed', actor: { name: 'Ada <b>' } },
    { kind: 'user_updated', changes: { email_verified_at: { from: null } } },
  ])
  expect(await me(doors, access_token)).toMatchObject({ status: 401 })
  expect(await post('/auth/password/reset', { token, password: 'five white swans' })).toMatchObject({
    status: 401,
    body: { code: 'auth.mail_link_refused' },
  })
  expect(await post('/auth/login', { username: 'ada', password: SECRET })).toMatchObject({ status: 401 })
  expect(await post('/auth/login', { username: 'ada', password: NEW })).toMatchObject({ status: 200 })
})

test('the token stands nowhere in the database, only its hash', async () => {
  const { world, post, deliver, lastToken } = await settled()
  await post('/auth/password/forgot', { email: ada.email })
  await deliver()

  const tables = ['mails', 'mail_tokens', 'entries'] as const
  const rows = await Promise.all(tables.map((name) => world.database.read.selectFrom(name).selectAll().execute()))

  expect(JSON.stringify(rows)).not.toContain(lastToken('reset'))
  expect(JSON.stringify(rows)).toContain(sha256(lastToken('reset')))
})

test('an address that nobody has gets the same answer and no mail', async () => {
  const { server, post, deliver, mails } = await settled()

  const known = await post('/auth/password/forgot', { email: ada.email })
  const unknown = await post('/auth/password/forgot', { email: 'nobody@dela.example' })
  await deliver()

  expect([unknown.status, unknown.text]).toEqual([known.status, known.text])
  expect(server.letters.map(({ to }) => to)).toEqual([['ada@dela.example']])
  expect((await mails()).slice(-2).map(({ state }) => state)).toEqual(['sent', 'dropped'])
})

test.each(['ada@dela.example', 'nobody@dela.example'])(
  '%s is mailed at most three times in a quarter',
  async (email) => {
    const { post } = await settled()

    const answers = await Promise.all(Array.from({ length: 5 }, () => post('/auth/password/forgot', { email })))

    expect(answers.filter(({ status }) => status === 202)).toHaveLength(3)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(2)
  },
)

test('used once, a link kills every other that was sent; of several at once one is used', async () => {
  const { world, post, deliver, lastToken } = await settled()
  const tokens: string[] = []
  for (let n = 0; n < 3; n++) {
    await post('/auth/password/forgot', { email: ada.email })
    await deliver()
    tokens.push(lastToken('reset'))
  }

  const resets = tokens.map((token, n) => post('/auth/password/reset', { token, password: `${NEW} ${n}` }))
  const statuses = (await Promise.all(resets)).map(({ status }) => status)

  expect(new Set(tokens).size).toBe(3)
  expect(statuses.filter((status) => status === 200)).toHaveLength(1)
  expect(statuses.filter((status) => status === 401)).toHaveLength(2)
  expect(world.journal().filter(({ kind }) => kind === 'password_changed')).toHaveLength(1)
})

test('a link is too old after half an hour, and a weak password does not spend it', async () => {
  const { world, post, deliver, lastToken } = await settled()
  await post('/auth/password/forgot', { email: ada.email })
  await deliver()
  const token = lastToken('reset')

  expect(await post('/auth/password/reset', { token, password: 'password1' })).toMatchObject({ status: 422 })
  world.wait(30 * 60_000 - 1)
  expect(await post('/auth/email/verify', { token })).toMatchObject({ status: 401 })
  world.wait(1)
  expect(await post('/auth/password/reset', { token, password: NEW })).toMatchObject({ status: 401 })
})

test('who registers is asked by mail, in their language, whether the address is theirs', async () => {
  const { server, doors, post, register, deliver, lastToken, world } = await openOffice()
  const access_token = await register('ru')
  await deliver()

  const letter = readLetter(server.letters[0]?.raw ?? '')
  expect(letter).toContain('Здравствуйте, Ada <b>!')
  expect(letter).toContain('Здравствуйте, Ada &lt;b&gt;!')
  expect(letter).toContain(`${WEB}/login#verify=`)
  expect(letter).toMatch(/text\/plain[\s\S]*text\/html/)
  const token = lastToken('verify')
  expect(await post('/auth/password/reset', { token, password: NEW })).toMatchObject({ status: 401 })
  expect(await post('/auth/email/verify', { token })).toMatchObject({ status: 200, body: { email: ada.email } })
  expect(await me(doors, access_token)).toMatchObject({ body: { email_verified_at: world.house.now() } })
  expect(await post('/auth/email/verify', { token })).toMatchObject({ status: 401 })
})

test('a mail that the server would not take now is sent later, once, under the same id', async () => {
  const { world, server, post, deliver, mails } = await settled()
  server.refuse.push(451, 451)
  await post('/auth/password/forgot', { email: ada.email })

  await deliver()
  expect((await mails()).at(-1)).toMatchObject({ state: 'waiting', attempt: 1, lease: null })
  world.wait(30_000)
  await deliver()
  world.wait(30_000)
  await deliver()
  expect(server.letters).toEqual([])
  world.wait(30_000)
  await deliver()
  await deliver()

  const id = (await mails()).at(-1)?.id
  expect(server.letters).toHaveLength(1)
  expect(server.letters[0]?.raw).toContain(`Message-ID: <mail-${id}@dela.example>`)
  expect((await mails()).at(-1)).toMatchObject({ state: 'sent', attempt: 3, reason: null })
})

test('a mail refused for good is not tried again', async () => {
  const { world, server, post, deliver, mails } = await settled()
  server.refuse.push(550)
  await post('/auth/password/forgot', { email: ada.email })

  await deliver()
  world.wait(86_400_000)
  await deliver()

  expect(server.letters).toEqual([])
  expect((await mails()).at(-1)).toMatchObject({ state: 'failed', attempt: 1 })
})

test('several postmen at once send each mail once; that of a dead one is taken over', async () => {
  const { world, server, post, hire, mails } = await settled()
  for (let n = 0; n < 3; n++) await post('/auth/password/forgot', { email: ada.email })
  const until = new Date(Date.parse(world.house.now()) + 60_000).toISOString()
  const first = (await mails()).find(({ state }) => state === 'waiting')
  const dead = { lease: 'dead', leased_until: until }
  await world.database.record((write) =>
    write
      .updateTable('mails')
      .set(dead)
      .where('id', '=', first?.id ?? 0)
      .execute(),
  )

  const work = async () => {
    const postman = hire()
    while (await postman.pass());
  }
  await Promise.all([work(), work(), work(), work()])
  expect(server.letters).toHaveLength(2)
  world.wait(60_001)
  await Promise.all([work(), work()])

  expect(server.letters).toHaveLength(3)
  expect((await mails()).every(({ state }) => state === 'sent')).toBe(true)
})

test('without a mail server a forgotten password is refused in so many words, and nobody is asked to verify', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world, { registration: 'open' })

  const answer = await doors.request(undefined, 'POST', '/auth/password/forgot', { email: ada.email })
  await doors.request(undefined, 'POST', '/auth/register', ada)

  expect(answer).toMatchObject({ status: 422, body: { code: 'mail.off' } })
  expect(await world.database.read.selectFrom('mails').selectAll().execute()).toEqual([])
})

test('the worker of the running product sends mails beside its tick', { timeout: 30_000 }, async () => {
  const { world, server, doors, post } = await settled()
  world.setTime(new Date().toISOString())
  const mail = { smtp_url: server.url, from: 'dela@dela.example' }
  const jobs = await startJobs({
    config: { database: placeOf(world), telegram: undefined, mail, log_level: 'error', log_retention_days: 180 },
    web_base_url: WEB,
    opens_apps: false,
    house: world.house,
    realtime: doors.realtime,
    log: makeLog('silent'),
  })
  onTestFinished(() => jobs.stop())

  await post('/auth/password/forgot', { email: ada.email })

  await vi.waitFor(() => expect(server.letters).toHaveLength(1), { timeout: 15_000 })
  expect(jobs.health()).toBe('ok')
})
