import type { Actor, Request } from './actor.ts'
import type { Announcement, Database, Mutate, Reader } from './database.ts'

/** What an operation holds: it can read, and change the world only through `mutate`. Made once a request, update or job run. */
export interface Context {
  actor: Actor
  read: Reader
  mutate: Mutate
  /** The moment of this call, ISO 8601 UTC with milliseconds. */
  now: () => string
  announce: (announcements: Announcement[]) => void
}

/** What everything that runs in one process shares. */
export interface House {
  database: Database
  now: () => string
  announce: (announcements: Announcement[]) => void
  /** Cuts the sockets of sessions that have ended, wherever they are. */
  cut: (session_ids: number[]) => void
}

export function makeContext({ database, now, announce }: House, actor: Actor, request?: Request): Context {
  const mutate: Mutate = (streams, work) => database.mutate({ actor, request, now, announce }, streams, work)
  return { actor, read: database.read, mutate, now, announce }
}

/** The wall clock as the house writes it. */
export const wallClock = () => new Date().toISOString()
