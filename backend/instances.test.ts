import { once } from 'node:events'
import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { startTelegram } from '../sandbox/telegram/server.ts'
import { startProcess, type RunningDela } from './testing/process.ts'
import { makeWorld } from './testing/world.ts'

const TOKEN = '100200:a-bot-token-of-the-instances-test'
const PEOPLE = 6

/** The simplest proxy: each request, and each websocket, to the next instance. */
async function openProxy(instances: () => RunningDela[]) {
  let turn = 0
  const next = () => {
    const all = instances()
    return new URL(all[turn++ % all.length]?.url ?? '')
  }
  const server = createServer((incoming, answer) => {
    const { hostname, port } = next()
    const { method, url: path, headers } = incoming
    const outgoing = request(
      { hostname, port, method, path, headers: { ...headers, 'x-forwarded-for': '198.51.100.7' } },
      (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers)
        response.pipe(answer)
      },
    )
    outgoing.on('error', () => answer.writeHead(502).end())
    incoming.pipe(outgoing)
  })
  server.on('upgrade', (incoming: IncomingMessage, client, head) => {
    const { hostname, port } = next()
    const upstream = connect({ host: hostname, port: Number(port) }, () => {
      const lines = incoming.rawHeaders.flatMap((name, index) =>
        index % 2 === 0 ? [`${name}: ${incoming.rawHeaders[index + 1]}`] : [],
      )
      upstream.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      upstream.write(head)
      upstream.pipe(client).pipe(upstream)
    })
    for (const side of [upstream, client]) side.on('error', () => upstream.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test.runIf(process.env.ENGINE === 'postgres')(
  'two instances behind a proxy are one: signed in at either, pushed to through both, and each reminder comes once though one of them is killed',
  async () => {
    const world = await makeWorld()
    const telegram = await startTelegram()
    onTestFinished(() => telegram.close())
    telegram.addBot({ token: TOKEN, username: 'dela_bot', name: 'Dela' })
    const ids = Array.from({ length: PEOPLE }, (_, n) => 7000 + n)
    for (const id of ids) telegram.addUser({ id, first_name: `Person ${id}`, language_code: 'en' })
    const instances: RunningDela[] = []
    const base = await openProxy(() => instances)
    const env = {
      DATABASE_URL: world.place.url,
      SECRET_KEY: 'the same key for both instances, 32 characters or more',
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      REGISTRATION: 'open',
      WEB_BASE_URL: base,
      TRUST_PROXY: '1',
      RATE_LIMIT_ANON: '100000/second',
      RATE_LIMIT_USER: '100000/second',
    }
    instances.push(await startProcess(env), await startProcess(env))
    onTestFinished(async () => {
      for (const instance of instances) await instance.kill('SIGTERM')
    })
    const call = async (path: string, body?: object, token?: string) => {
      const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
      const response = await fetch(`${base}/api/v1${path}`, {
        method: body ? 'POST' : 'GET',
        headers,
        ...(body && { body: JSON.stringify(body) }),
      })
      expect(response.status, `${path} ${await response.clone().text()}`).toBeLessThan(300)
      return (await response.json()) as Record<string, never>
    }

    for (const id of ids) await telegram.person(id).start()
    for (const id of ids) await telegram.person(id).waitFor('Hello', undefined, 20_000)
    const signed = await Promise.all(
      ids.map((id) => call('/auth/telegram', { init_data: telegram.initData(TOKEN, id), delivery: 'body' })),
    )
    const tokens = signed.map(({ access_token }) => String(access_token))
    const first = tokens[0] ?? ''
    const sockets = await Promise.all([0, 1].map(() => openSocket(base, first)))
    const heard = sockets.map((socket) => {
      const entries: string[] = []
      socket.on('task_updated', ({ task }: { task: { status: string } }) => entries.push(task.status))
      return entries
    })
    const task = await call('/tasks', { title: 'Print the flyers' }, first)
    for (const status of ['in_progress', 'review', 'done']) await call(`/tasks/${task.id}/move`, { status }, first)
    await expect
      .poll(() => heard, { timeout: 10_000 })
      .toEqual([
        ['in_progress', 'review', 'done'],
        ['in_progress', 'review', 'done'],
      ])
    for (const socket of sockets) socket.disconnect()

    const remind_at = new Date(Date.now() + 8000).toISOString()
    for (const token of tokens) {
      const { id } = await call('/tasks', { title: 'Water the plants' }, token)
      await call(`/tasks/${id}/reminders`, { remind_at }, token)
    }
    await instances.shift()?.kill('SIGKILL')
    const reminders = () =>
      ids.map(
        (id) =>
          telegram
            .person(id)
            .messages()
            .filter(({ from, text }) => from === 'bot' && text.includes('Water the plants')).length,
      )
    await expect.poll(reminders, { timeout: 75_000, interval: 500 }).toEqual(ids.map(() => 1))
    await sleep(2500)
    expect(Math.max(...reminders())).toBe(1)
    expect(telegram.violations()).toEqual([])
  },
  180_000,
)

async function openSocket(base: string, token: string): Promise<Socket> {
  const socket = io(`${base}/ws`, { transports: ['websocket'], auth: { token }, forceNew: true, reconnection: false })
  onTestFinished(() => void socket.disconnect())
  await new Promise((resolve, reject) => {
    socket.on('connect', () => resolve(undefined))
    socket.on('connect_error', reject)
  })
  return socket
}
