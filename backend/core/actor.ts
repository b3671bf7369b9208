export type Via = 'miniapp' | 'web' | 'bot' | 'api' | 'job' | 'import'

/** Who does it, and through which door. */
export interface Actor {
  user_id: number
  name: string
  locale: string
  time_zone: string
  via: Via
  ip: string | null
  user_agent: string | null
}

/** Makes a write repeatable: the same key and digest from the same actor and door gets the first answer. */
export interface Request {
  key: string
  /** sha-256 of what was asked, so that another wish under the same key is noticed. */
  digest: string
  /** Seals the kept answer where it may hold what is shown only once (an invitation's token). */
  sealing_key?: Buffer
}

/** An actor that came through a sign-in. */
export interface SignedIn {
  actor: Actor
  session_id: number
  server_admin: boolean
}

/** How far a program may go in its person's name: read, change, or also administer the server. */
export type Reach = 'read' | 'write' | 'admin'

/** Whoever calls: somebody signed in, or a program with a token of theirs. */
export interface Caller extends Omit<SignedIn, 'session_id'> {
  session_id: number | null
  /** Only for programs. */
  reach?: Reach
}

/** The house itself, at work when nobody asks: jobs. */
export const systemActor: Actor = {
  user_id: 0,
  name: 'Dela',
  locale: 'en',
  time_zone: 'UTC',
  via: 'job',
  ip: null,
  user_agent: null,
}
