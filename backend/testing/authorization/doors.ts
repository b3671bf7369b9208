import { io } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import { parametersOf, type Route } from '../../core/routes.ts'
import type { OpenedDoors } from '../doors.ts'
import type { People } from './people.ts'

export type Who = keyof People
export type Door = 'http' | 'socket'
export interface Answer {
  status: number
  body: unknown
}
/** One call of a route by somebody, or by nobody. */
export type Ask = (who: Who | undefined, route: Route, given: Record<string, unknown>) => Promise<Answer>

export function openDoor(door: Door, doors: OpenedDoors, people: People): Promise<Ask> {
  return door === 'http' ? httpDoor(doors, people) : socketDoor(doors, people)
}

async function httpDoor(doors: OpenedDoors, people: People): Promise<Ask> {
  const tokens = new Map<Who, string>()
  for (const who of Object.keys(people) as Who[]) tokens.set(who, await doors.tokenOf(people[who]))
  return async (who, route, given) => {
    const rest = { ...given }
    const path = parametersOf(route.path).reduce((path, name) => {
      const id = String(rest[name])
      delete rest[name]
      return path.replace(`:${name}`, id)
    }, route.path)
    const query = route.method === 'GET' ? `?${new URLSearchParams(rest as Record<string, string>).toString()}` : ''
    const token = who && tokens.get(who)
    const { status, body } = await doors.request(
      undefined,
      route.method,
      path + query,
      route.method === 'GET' ? undefined : rest,
      token === undefined ? {} : { authorization: `Bearer ${token}` },
    )
    return { status, body }
  }
}

async function socketDoor(doors: OpenedDoors, people: People): Promise<Ask> {
  const sockets = await connectAll(doors, people)
  return async (who, route, given) => {
    const answer = (await sockets[who ?? 'foreign'].emitWithAck(route.event ?? '', given)) as {
      problem?: { status: number }
    }
    const { problem } = answer
    return problem ? { status: problem.status, body: problem } : { status: 200, body: answer }
  }
}

/** A socket of each person. */
export async function connectAll(doors: OpenedDoors, people: People) {
  const entries = await Promise.all(
    (Object.keys(people) as Who[]).map(async (who) => {
      const auth = { token: await doors.tokenOf(people[who]) }
      const socket = io(`${doors.url}/ws`, { transports: ['websocket'], auth, forceNew: true, reconnection: false })
      onTestFinished(() => void socket.disconnect())
      await new Promise<void>((resolve, reject) => {
        socket.on('connect', resolve)
        socket.on('connect_error', reject)
      })
      return [who, socket] as const
    }),
  )
  return Object.fromEntries(entries) as Record<Who, (typeof entries)[number][1]>
}
