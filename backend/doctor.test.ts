import { chmodSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startTelegram } from '../sandbox/telegram/server.ts'
import { runCommand } from './cli.ts'
import { runEach } from './core/migration-kit.ts'
import { makeWorld, type World } from './testing/world.ts'

const KEY = 'a master key for tests, long enough'
/** The Postgres of the tests is made to be fast. */
const OF_TESTS = /^(fsync|synchronous_commit) is off/

async function doctor({ place }: World, env: Record<string, string> = {}) {
  const lines: string[] = []
  const code = await runCommand(['doctor'], { DATABASE_URL: place.url, SECRET_KEY: KEY, ...env }, (line) =>
    lines.push(line),
  )
  return { code, lines: lines.filter((line) => !OF_TESTS.test(line)) }
}

test('a healthy house has nothing to say, and its exit code is 0', async () => {
  const world = await makeWorld()
  await world.addTask('Print')

  const { code, lines } = await doctor(world)

  const of_tests = world.database.engine === 'postgres'
  expect(lines).toEqual(code === 0 ? ['Everything is as it should be.'] : [])
  expect(of_tests || code === 0).toBe(true)
})

test('a forged journal is a finding, and the exit code is 1', async () => {
  const world = await makeWorld()
  await world.addTask('Print')
  const guard =
    world.database.engine === 'sqlite'
      ? 'drop trigger entries_no_update'
      : 'alter table entries disable trigger entries_append_only'
  const stream = `team:${world.home.team.id}`
  const forgery = `update entries set actor_id = 99 where stream = '${stream}' and seq = 1`
  await world.database.record((write) => runEach(write as never, guard, forgery))

  expect(await doctor(world)).toEqual({
    code: 1,
    lines: [`the journal's entry 1 of ${stream} is not what was written`],
  })
})

test('a bot that Telegram does not know, and an address that it opens no app at, are findings', async () => {
  const world = await makeWorld()
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  const token = '100200:a-bot-token-of-the-doctor-test'
  const env = { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: telegram.apiRoot, WEB_BASE_URL: 'http://dela.example' }

  const { code, lines } = await doctor(world, env)

  expect(code).toBe(1)
  expect(lines).toEqual([
    'WEB_BASE_URL http://dela.example is not https: Telegram opens no Mini App there',
    'Telegram refuses TELEGRAM_BOT_TOKEN',
  ])
  expect(lines.join('\n')).not.toContain(token)
  telegram.addBot({ token, username: 'dela_bot', name: 'Dela' })
  const known = await doctor(world, { ...env, WEB_BASE_URL: 'https://dela.example' })
  expect(known.lines.filter((line) => line !== 'Everything is as it should be.')).toEqual([])
})

test.runIf(process.env.ENGINE !== 'postgres')('a secret that others can read is a finding', async () => {
  const world = await makeWorld()
  const file = join(dirname(world.place.file ?? ''), 'secret.key')
  writeFileSync(file, KEY)
  chmodSync(file, 0o644)

  expect(await doctor(world)).toEqual({ code: 1, lines: [`${file} can be read by others: chmod 600 it`] })
})
