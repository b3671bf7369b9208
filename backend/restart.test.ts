import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { startTelegram } from '../sandbox/telegram/server.ts'
import { freePort, startProcess } from './testing/process.ts'
import { makeWorld } from './testing/world.ts'

const TOKEN = '100200:a-bot-token-of-the-restart-test'
const ANNA = 7001
/** On Postgres the killed process keeps its parts until their leases run out. */
const PATIENCE_MS = 75_000

test('killed in the middle of a conversation it goes on after the start, and a reminder due meanwhile comes once', async () => {
  const world = await makeWorld()
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  telegram.addBot({ token: TOKEN, username: 'dela_bot', name: 'Dela' })
  const anna = telegram.addUser({ id: ANNA, first_name: 'Anna', language_code: 'en' })
  const env = {
    PORT: String(await freePort()),
    DATABASE_URL: world.place.url,
    SECRET_KEY: 'the same key before and after, 32 characters or more',
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    REGISTRATION: 'open',
  }
  const before = await startProcess(env)
  onTestFinished(() => before.kill())
  const asked = (text: string) => anna.waitFor(text, undefined, PATIENCE_MS)
  await anna.start()
  await asked('Hello')
  await anna.send('/new')
  await asked('What is to be done?')
  await anna.send('Water the plants')
  await asked('In which project?')
  await anna.press('My own')
  await asked('When is it due?')

  await before.kill('SIGKILL')
  const after = await startProcess(env)
  onTestFinished(() => after.kill())
  await anna.send('in 2 hours')
  await asked('How important is it?')
  await anna.press('high')
  await asked('Is this right?')
  await anna.press('Create')
  await asked('Status: To do')

  const tasks = await world.database.read.selectFrom('tasks').select(['id', 'title']).execute()
  expect(tasks.map(({ title }) => title)).toEqual(['Water the plants'])

  const { access_token } = (await post(after.url, '/auth/telegram', { init_data: telegram.initData(TOKEN, ANNA) })) as {
    access_token: string
  }
  await post(
    after.url,
    `/tasks/${tasks[0]?.id}/reminders`,
    { remind_at: new Date(Date.now() + 1500).toISOString() },
    access_token,
  )
  await after.kill('SIGKILL')
  await sleep(2000)
  const last = await startProcess(env)
  onTestFinished(() => last.kill())
  const countReminders = () =>
    anna.messages().filter(({ from, text }) => from === 'bot' && text.startsWith('Water the plants is due')).length
  await expect.poll(countReminders, { timeout: PATIENCE_MS }).toBe(1)
  await sleep(2500)
  expect(countReminders()).toBe(1)
}, 300_000)

async function post(url: string, path: string, body: object, token?: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const response = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(response.status).toBeLessThan(300)
  return response.json()
}
