import { expect, test } from 'vitest'
import { runCommand } from './cli.ts'
import { openDoors, type OpenedDoors } from './testing/doors.ts'
import { freshPlace, makeWorld, type World } from './testing/world.ts'

/** What a command says, and its exit code. */
async function cli(place: World['place'], ...args: string[]) {
  const lines: string[] = []
  const env = { DATABASE_URL: place.url, SECRET_KEY: 'a master key for tests, long enough', PORT: '8111' }
  const code = await runCommand(args, env, (line) => void lines.push(line))
  return { code, said: lines.join('\n') }
}
const redeem = (doors: OpenedDoors, said: string) => {
  const token = /^http:\/\/localhost:8111\/login#t=([\w-]{43})$/m.exec(said)?.[1]
  return doors.request(undefined, 'POST', '/auth/links/redeem', { token })
}

test('an administrator made at the keyboard is signed in by the link printed for them', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)

  const { code, said } = await cli(world.place, 'create-admin', '--name', 'Ольга')

  expect(code).toBe(0)
  expect(await redeem(doors, said)).toMatchObject({ status: 200, body: { user: { name: 'Ольга', locale: 'ru' } } })
  expect(await redeem(doors, said)).toMatchObject({ status: 401 })
})

test('with a Telegram id the same person comes in from the bot', async () => {
  const world = await makeWorld()
  const zoya = await world.person('zoya', { telegram_id: 4242 })

  const { code, said } = await cli(world.place, 'create-admin', '--name', 'Zoya', '--telegram-id', '4242')

  expect({ code, said }).toMatchObject({
    code: 0,
    said: expect.stringContaining(`(person ${zoya.actor.user_id})`) as string,
  })
})

test('a link is printed for a person at the keyboard’s wish', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)

  const { said } = await cli(world.place, 'login-link', '--user', String(world.vera.actor.user_id))

  expect(await redeem(doors, said)).toMatchObject({ status: 200, body: { user: { name: 'vera' } } })
})

test('an empty place is migrated, and so is one that is already', async () => {
  const place = await freshPlace((process.env.ENGINE as 'sqlite' | 'postgres' | undefined) ?? 'sqlite')
  try {
    expect(await cli(place, 'migrate')).toEqual({ code: 0, said: 'The database is up to date.' })
    expect(await cli(place, 'migrate')).toEqual({ code: 0, said: 'The database is up to date.' })
  } finally {
    await place.drop()
  }
})

test.each([
  ['an unknown command', ['dance'], 'There is no command dance'],
  ['no command', [], 'npm run cli -- create-admin --name NAME'],
  ['a command every object has', ['constructor'], 'There is no command constructor'],
  ['an unknown option', ['migrate', '--fast'], 'Use it so: migrate'],
  ['no name', ['create-admin'], '--name needs'],
  ['an e-mail', ['create-admin', '--name', 'Olga', '--email', 'o@example.org'], '--email is not known yet'],
  ['an id of words', ['create-admin', '--name', 'Olga', '--telegram-id', '@olga'], '--telegram-id needs a number'],
  ['nobody', ['login-link', '--user', '99999'], 'there is no person 99999'],
  ['nobody named', ['login-link'], '--user needs a number'],
])('asked wrongly, it says what is right and ends with 2: %s', async (_, args, words) => {
  const world = await makeWorld()

  const { code, said } = await cli(world.place, ...args)

  expect(code).toBe(2)
  expect(said).toContain(words)
})

test('a wrong setting is named, and a place out of reach ends with 1', async () => {
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)

  expect(await runCommand(['migrate'], { PORT: 'many' }, say)).toBe(2)
  expect(await runCommand(['migrate'], { DATABASE_URL: 'file:/dev/null/dela.db' }, say)).toBe(1)
  expect(lines[0]).toContain('PORT should be')
})
