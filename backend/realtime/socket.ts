import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { Announcement } from '../core/database.ts'
import { Problem } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { isOurOrigin } from '../core/hosts.ts'
import { describeProblem } from '../core/problems.ts'
import { identify, identifySession } from '../features/sessions/identify.ts'
import { openLine } from './line.ts'
import { serve, type ClientSocket, type SocketParts } from './serve.ts'
import { cutSlowClients } from './slow-clients.ts'

const SLOW_CHECK_MS = 1000
/** By then a broken line listens again, so that a sync misses nothing. */
const LINE_BACK_MS = 4000

interface RealtimeParts extends SocketParts {
  allowed_hosts: string[]
  /** Where several instances meet: a Postgres address; undefined when this process is alone. */
  line_url: string | undefined
  /** Proxies in front whose word about addresses is taken. */
  trust_proxy: number
}

export interface Realtime {
  /** Pushes committed entries to the devices of those who may see them, on every instance. */
  announce: (announcements: Announcement[]) => void
  /** Shows a toast on a person's devices; true if any of them acknowledged it within `ms`. */
  toast: (user_id: number, toast: object, ms: number) => Promise<boolean>
  /** Cuts the sockets of sessions that have ended, on every instance. */
  cut: (session_ids: number[]) => void
  close: () => Promise<void>
}

/** Socket.IO on `/ws`: signed in before it opens, websocket first, no state recovery (it would skip sign-in): clients catch up by `sync`. */
export function openRealtime(http: HttpServer, parts: RealtimeParts): Realtime {
  const { log } = parts
  const line = parts.line_url
    ? openLine(parts.line_url, {
        warn: (error) => log.warn({ err: error }, 'the line between instances is broken'),
        onLost: () => setTimeout(askToSync, LINE_BACK_MS).unref(),
      })
    : undefined
  const io = new Server(http, {
    path: '/socket.io',
    serveClient: false,
    transports: ['websocket', 'polling'],
    perMessageDeflate: false,
    maxHttpBufferSize: 100_000,
    pingInterval: 20_000,
    pingTimeout: 20_000,
    allowRequest: (request, answer) => {
      const { origin } = request.headers
      answer(null, origin === undefined || isOurOrigin(parts.allowed_hosts, origin))
    },
    ...(line && { adapter: line.adapter }),
  })
  const space = io.of('/ws')
  const askToSync = () => void space.local.emit('resync')
  space.use((socket: ClientSocket, next) => {
    admit(parts, socket).then(
      () => next(),
      (error: unknown) => next(asConnectError(error, log)),
    )
  })
  space.on('connection', (socket: ClientSocket) => serve(parts, socket))
  const watch = setInterval(() => cutSlowClients(io), SLOW_CHECK_MS)
  return {
    announce: (announcements) => {
      for (const { entry, user_ids } of announcements) {
        if (user_ids.length > 0) space.to(user_ids.map((id) => `user:${id}`)).emit(entry.kind, entry)
      }
    },
    toast: async (user_id, toast, ms) => {
      try {
        const answers: unknown[] = await space.to(`user:${user_id}`).timeout(ms).emitWithAck('toast', toast)
        return answers.length > 0
      } catch (error) {
        return (
          error instanceof Error && 'responses' in error && Array.isArray(error.responses) && error.responses.length > 0
        )
      }
    },
    cut: (session_ids) => {
      if (session_ids.length > 0) space.in(session_ids.map((id) => `session:${id}`)).disconnectSockets(true)
    },
    close: async () => {
      clearInterval(watch)
      await io.close()
      await line?.close()
    },
  }
}

async function admit(parts: RealtimeParts, socket: ClientSocket) {
  const { token } = socket.handshake.auth as { token?: unknown }
  const { address, headers } = socket.handshake
  const origin = {
    ip: addressBehind(parts.trust_proxy, address, headers['x-forwarded-for']),
    user_agent: headers['user-agent']?.slice(0, 256) ?? null,
  }
  const who = typeof token === 'string' ? await identify(parts, token, origin) : undefined
  if (!who) throw new Problem('auth.not_signed_in', 401)
  const { session_id } = who
  const { user_id } = who.actor
  await parts.limits.handshake(user_id)
  socket.data = { user_id, session_id, origin }
  await socket.join([`user:${user_id}`, `session:${session_id}`])
  // Who was signed out while this socket was on its way to its room was not cut there.
  if (!(await identifySession(parts.house, session_id, origin))) throw new Problem('auth.not_signed_in', 401)
}

/** The address a trusted proxy saw: the one as many places from the right as there are proxies. */
function addressBehind(proxies: number, address: string, forwarded: string | string[] | undefined): string | null {
  const seen = String(forwarded ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  return (proxies > 0 ? seen.at(-proxies) : undefined) ?? (address || null)
}

function asConnectError(error: unknown, log: Log): Error {
  const { problem } = describeProblem(error, log, crypto.randomUUID())
  return Object.assign(new Error(problem.code), { data: problem })
}
