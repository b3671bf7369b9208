import type { Socket } from 'socket.io'
import { callRoute, type Doors } from '../core/call.ts'
import { Problem } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { describeProblem } from '../core/problems.ts'
import { parametersOf, type Route } from '../core/routes.ts'
import { identifySession, type Origin } from '../features/sessions/identify.ts'
import { forgetPresence, notePresence } from './presence.ts'

interface SocketData {
  user_id: number
  session_id: number
  origin: Origin
}
export type ClientSocket = Socket<
  Record<string, (...args: unknown[]) => void>,
  Record<string, (...args: unknown[]) => void>,
  object,
  SocketData
>

/** Each counts one knock, or throws 429. */
export interface SocketLimits {
  handshake: (user_id: number) => Promise<void>
  event: (user_id: number, name: string) => Promise<void>
}

export interface SocketParts extends Doors {
  log: Log
  routes: Route[]
  limits: SocketLimits
}

/** What a device may say: the routes that have an `event`, and that it is still looked at. */
export function serve(parts: SocketParts, socket: ClientSocket) {
  const { house, log, limits } = parts
  const { user_id, session_id, origin } = socket.data
  const whoNow = async () => {
    const who = await identifySession(house, session_id, origin)
    if (who) return who
    socket.disconnect(true)
    throw new Problem('auth.not_signed_in', 401)
  }
  for (const route of parts.routes) {
    const { event } = route
    const call = async (given: unknown, key: string | undefined) => {
      await limits.event(user_id, event ?? '')
      return callRoute(parts, { route, ...split(route, given), key }, await whoNow())
    }
    if (event) socket.on(event, answering(log, call))
  }
  const heartbeat = async () => {
    await limits.event(user_id, 'heartbeat')
    await whoNow()
    await notePresence(house, socket.id, user_id)
  }
  socket.on('heartbeat', answering(log, heartbeat))
  socket.on('disconnect', () => {
    forgetPresence(house, socket.id).catch((error: unknown) => log.warn({ err: error }, 'a presence was not forgotten'))
  })
}

/** A handler that acknowledges with the answer REST would give, or with `{problem}`. */
function answering(log: Log, act: (given: unknown, key: string | undefined) => Promise<unknown>) {
  return (...args: unknown[]) => {
    const answer = args.at(-1)
    const given = args.length > 1 || typeof answer !== 'function' ? args[0] : {}
    const { request_id, ...rest } = isObject(given) ? given : { request_id: undefined }
    const reply = typeof answer === 'function' ? (answer as (value: unknown) => void) : () => {}
    act(isObject(given) ? rest : given, typeof request_id === 'string' ? request_id.slice(0, 200) : undefined).then(
      (result) => reply(result ?? {}),
      (error: unknown) => reply({ problem: describeProblem(error, log, crypto.randomUUID()).problem }),
    )
  }
}

/** Takes the path's parameters out of a flat event, so that both doors validate alike. */
function split(route: Route, given: unknown) {
  if (!isObject(given)) return { path_parameters: {}, given }
  const rest = { ...given }
  const path_parameters: Record<string, string> = {}
  for (const name of parametersOf(route.path)) {
    path_parameters[name] = rest[name] as string
    delete rest[name]
  }
  return { path_parameters, given: rest }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
