import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Api } from 'grammy'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTelegram } from './server.ts'
import type { SandboxTelegram } from './types.ts'

const TOKEN = '100200:sandbox-token'

interface Delivery {
  text: string
  headers: IncomingHttpHeaders
  at: number
}

let telegram: SandboxTelegram
let api: Api
let site: Server
let url: string
let deliveries: Delivery[]
let later: number
/** What the site answers next; 200 and an empty body when the list is over. */
let answers: { status: number; body?: string; after?: number; retry_after?: string }[]

beforeEach(async () => {
  deliveries = []
  later = 0
  answers = []
  site = createServer(async (req, res) => {
    const parts: Buffer[] = []
    for await (const part of req) parts.push(part)
    const update = JSON.parse(Buffer.concat(parts).toString())
    deliveries.push({ text: update.message?.text, headers: req.headers, at: performance.now() })
    const { status, body = '', after = 0, retry_after } = answers.shift() ?? { status: 200 }
    setTimeout(() => res.writeHead(status, retry_after ? { 'retry-after': retry_after } : {}).end(body), after)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/hook`
  telegram = await startTelegram({ retrySecondMs: 50, now: () => Date.now() + later })
  telegram.addBot({ token: TOKEN, username: 'dela_bot', name: 'Dela' })
  for (const id of [1, 2]) telegram.addUser({ id, first_name: `P${id}` })
  api = new Api(TOKEN, { apiRoot: telegram.apiRoot })
})

afterEach(async () => {
  await telegram.close()
  site.closeAllConnections()
  site.close()
})

const texts = () => deliveries.map(({ text }) => text)

test('updates arrive with the secret, those that waited first', async () => {
  await telegram.person(1).send('before')
  await api.setWebhook(url, { secret_token: 'hush' })
  await telegram.person(1).send('after')

  await expect.poll(texts).toEqual(['before', 'after'])
  expect(deliveries[0]?.headers['x-telegram-bot-api-secret-token']).toBe('hush')
  expect(await api.getWebhookInfo()).toMatchObject({ url, pending_update_count: 0 })
  await expect(api.getUpdates()).rejects.toMatchObject({ error_code: 409 })
})

test('a failed update is tried again and holds back its own chat only', async () => {
  answers = [{ status: 500 }, { status: 500, after: 40 }]
  await api.setWebhook(url)
  await telegram.person(1).send('one')
  await telegram.person(1).send('two')
  await expect.poll(texts).toEqual(['one', 'one'])
  await telegram.person(2).send('other chat')

  await expect.poll(texts).toEqual(['one', 'one', 'other chat', 'one', 'two'])
  expect(await api.getWebhookInfo()).toMatchObject({
    last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
  })
})

test('the first retry comes at once, the next after twice as long each, or when the site says', async () => {
  answers = [{ status: 500 }, { status: 500 }, { status: 500 }, { status: 503, retry_after: '8' }]
  await api.setWebhook(url)
  await telegram.person(1).send('late')

  await expect.poll(texts, { timeout: 5000 }).toHaveLength(5)
  const waits = deliveries.slice(1).map(({ at }, n) => at - (deliveries[n]?.at ?? 0))
  expect(waits[0]).toBeLessThan(90)
  expect(waits[1]).toBeGreaterThan(95)
  expect(waits[2]).toBeGreaterThan(195)
  expect(waits[3]).toBeGreaterThan(395)
})

test('an update a day old is given up', async () => {
  answers = Array.from({ length: 3 }, () => ({ status: 500 }))
  await api.setWebhook(url)
  await telegram.person(1).send('forgotten')
  await expect.poll(texts).toHaveLength(2)
  later = 86_401_000
  await telegram.person(1).send('fresh')

  await expect.poll(() => texts().at(-1)).toBe('fresh')
  await expect.poll(async () => (await api.getWebhookInfo()).pending_update_count).toBe(0)
})

test('a call in the answer is not made but counted', async () => {
  answers = [{ status: 200, body: '{"method":"sendMessage","chat_id":2,"text":"injected"}' }]
  await api.setWebhook(url)
  await telegram.person(1).send('hi')

  await expect.poll(() => telegram.violations()).toHaveLength(1)
  expect(telegram.person(2).messages()).toEqual([])
})

test('an update is handed over once more on demand', async () => {
  await api.setWebhook(url)
  await telegram.person(1).send('twice')
  await expect.poll(texts).toEqual(['twice'])

  const [bot] = telegram.bots()
  bot?.redeliver(Number(bot.updates()[0]?.update_id))

  await expect.poll(texts).toEqual(['twice', 'twice'])
})

test('after deleteWebhook the rest waits for polling', async () => {
  await api.setWebhook(url)
  await api.deleteWebhook()
  await telegram.person(1).send('later')

  expect(await api.getUpdates()).toMatchObject([{ message: { text: 'later' } }])
  expect(deliveries).toEqual([])
})

test('an address without https is refused, unless it is this machine', async () => {
  await expect(api.setWebhook('http://dela.example/hook')).rejects.toMatchObject({
    description: 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
  })
})
