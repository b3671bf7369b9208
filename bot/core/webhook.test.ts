import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { makeApp } from '../../backend/http/app.ts'
import { BOT_ID, makeBotWorld, type BotWorld } from '../../backend/testing/bot-world.ts'
import { botWebhook } from './start-bot.ts'

/** The real web server with Telegram's door in it. */
async function openDoor(bots: BotWorld, wake?: () => void) {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const app = makeApp({
    ...bots.doors,
    routes: [],
    allowed_hosts: ['127.0.0.1'],
    frame_origins: [],
    trust_proxy: 0,
    pages: [botWebhook(bots.doors, wake)],
    limit: () => Promise.resolve(),
  })
  const answer = app.callback()
  server.on('request', (request, response) => void answer(request, response))
  onTestFinished(() => server.closeAllConnections())
  const secret = bots.doors.secrets.key('telegram webhook').toString('hex')
  const post = (body: unknown, given: string | undefined = secret) =>
    fetch(`${url}/api/telegram/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(given && { 'x-telegram-bot-api-secret-token': given }) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return { url, secret, post }
}

const updatesOf = ({ world }: BotWorld) => world.database.read.selectFrom('updates').selectAll().execute()

const start = (id: number, chat = 701) => ({
  update_id: id,
  message: {
    message_id: id,
    date: 1_780_000_000,
    chat: { id: chat, type: 'private', first_name: 'anna' },
    from: { id: chat, is_bot: false, first_name: 'anna', username: 'anna', language_code: 'en' },
    text: '/start',
    entities: [{ type: 'bot_command', offset: 0, length: 6 }],
  },
})

test('an update is committed before the empty 200; the same one again changes nothing', async () => {
  const bots = await makeBotWorld()
  const { post } = await openDoor(bots)

  const answers = [await post(start(1)), await post(start(1)), await post(start(2))]

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['', '', ''])
  expect(await updatesOf(bots)).toMatchObject([
    { bot_id: BOT_ID, update_id: 1, chat: '701', state: 'waiting' },
    { update_id: 2 },
  ])
})

test('without the secret nobody gets a row in', async () => {
  const bots = await makeBotWorld()
  const { post, secret } = await openDoor(bots)

  const given = ['', 'wrong', `${secret}x`, secret.toUpperCase(), 'a'.repeat(5000)]
  const answers = await Promise.all(given.map((one) => post(start(1), one)))

  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401])
  expect(await updatesOf(bots)).toEqual([])
})

test('what is no update is taken and forgotten, and a body without end is refused', async () => {
  const bots = await makeBotWorld()
  const { post } = await openDoor(bots)

  const answers = [await post('{"update_id"'), await post('[]'), await post({ method: 'sendMessage' })]
  const huge = await post(JSON.stringify({ ...start(1), more: 'x'.repeat(1_100_000) })).catch(() => undefined)

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect([413, undefined]).toContain(huge?.status)
  expect(await updatesOf(bots)).toEqual([])
})

test('with an https address the bot asks for a webhook, and answers what comes that way', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  await anna.start()
  const settings = { ...bots.doors.settings, web_base_url: 'https://dela.example.org' }
  await bots.start({ settings })
  await expect.poll(() => bots.telegram.calls('setWebhook').length).toBe(1)
  const { post, secret } = await openDoor(bots)

  await post(start(9_000_001, anna.user.id))
  await anna.waitFor('Hello, anna')

  expect(bots.telegram.calls('setWebhook')[0]?.payload).toMatchObject({
    url: 'https://dela.example.org/api/telegram/webhook',
    secret_token: secret,
    allowed_updates: ['message', 'callback_query', 'my_chat_member'],
  })
  expect(bots.telegram.calls('getUpdates')).toEqual([])
})
