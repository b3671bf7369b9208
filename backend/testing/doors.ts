import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import { makeSecrets } from '../core/crypto.ts'
import type { Context } from '../core/context.ts'
import { makeLog } from '../core/log.ts'
import type { SignInSettings } from '../core/routes.ts'
import { routes } from '../features/routes.ts'
import { makeApp, type WebParts } from '../http/app.ts'
import { healthPage } from '../http/health.ts'
import type { SocketLimits } from '../realtime/serve.ts'
import { openRealtime } from '../realtime/socket.ts'
import { openTestSession } from './session.ts'
import type { World } from './world.ts'

export type OpenedDoors = Awaited<ReturnType<typeof openDoors>>

interface Setting extends Partial<SignInSettings> {
  follow?: boolean
  limit?: WebParts['limit']
  socket_limits?: SocketLimits
}
const freely = () => Promise.resolve()

/** The real web server and sockets over a world, on a free port: one instance. `follow: false` is another one, whose own operations are nobody's. */
export async function openDoors(
  world: World,
  { follow = true, limit = freely, socket_limits = { handshake: freely, event: freely }, ...more }: Setting = {},
) {
  const secrets = makeSecrets('a master key for tests, long enough')
  const log = makeLog('silent')
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const settings = {
    web_base_url: url,
    registration: 'invite',
    access_token_minutes: 10,
    refresh_token_days: 14,
    bot_token: '123456:TEST-TOKEN',
    ...more,
  } as const
  const allowed_hosts = ['127.0.0.1', 'localhost']
  const parts = { house: world.house, secrets, settings, log, routes, allowed_hosts }
  const realtime = openRealtime(server, {
    ...parts,
    trust_proxy: 0,
    limits: socket_limits,
    line_url: world.place.engine === 'postgres' ? world.place.url : undefined,
  })
  if (follow) world.listeners.push(realtime.announce)
  world.house.cut = (ids) => realtime.cut(ids)
  const app = makeApp({
    ...parts,
    frame_origins: ['https://web.telegram.org'],
    trust_proxy: 0,
    pages: [healthPage(world.database, { jobs: () => 'off', bot: () => 'off' })],
    limit,
  })
  const answer = app.callback()
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/socket.io/')) void answer(request, response)
  })
  onTestFinished(async () => {
    await realtime.close()
    server.closeAllConnections()
  })

  /** An access token of a new session of this person. */
  const tokenOf = ({ actor }: Context) =>
    openTestSession(world, secrets, { user_id: actor.user_id, at: world.house.now() })

  /** One request as a program makes it; `who` undefined is nobody. */
  async function request(
    who: Context | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(who && { authorization: `Bearer ${await tokenOf(who)}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: (text ? JSON.parse(text) : undefined) as never,
      text,
    }
  }

  return { url, secrets, realtime, tokenOf, request }
}

/** A connected device of this person. */
export async function connectSocket(doors: OpenedDoors, who: Context): Promise<Socket> {
  const auth = { token: await doors.tokenOf(who) }
  const socket = io(`${doors.url}/ws`, { transports: ['websocket'], auth, forceNew: true, reconnection: false })
  onTestFinished(() => void socket.disconnect())
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve)
    socket.on('connect_error', reject)
  })
  return socket
}
