import type { z } from 'zod'
import type { Actor } from './actor.ts'
import type { Rate } from './attempts.ts'
import type { Context } from './context.ts'
import type { Mutate, Reader, Recorder } from './database.ts'
import type { Secrets } from './crypto.ts'

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** Who may knock: everybody, whoever is signed in, or server administrators. What they then may do is for policies. */
export type AccessLevel = 'anyone' | 'signed_in' | 'server_admin'

/** What presenters may look at. */
export interface Showing {
  read: Reader
  actor: Actor
  web_base_url: string
  bot_username?: string | undefined
}

/** Somebody at a door that needs no sign-in: nobody yet, so there is no Context. */
export interface Visitor {
  read: Reader
  record: <R>(work: (write: Recorder) => Promise<R>) => Promise<R>
  cut: (session_ids: number[]) => void
  /** Changes the product as the person they turn out to be. */
  mutateAs: (actor: Actor) => Mutate
  now: () => string
  secrets: Secrets
  settings: SignInSettings
  ip: string | null
  user_agent: string | null
  device_id: string | null
  /** The refresh token of the cookie, when the request may use one. */
  cookie_token: string | null
  /** The session that asks, where there is one (sign-out). */
  session_id: number | null
}

export interface SignInSettings {
  web_base_url: string
  registration: 'invite' | 'open'
  access_token_minutes: number
  refresh_token_days: number
  /** Token of the system bot: the only one whose init data signs people in. */
  bot_token: string | null
  /** What the system bot is called in links to it, once that is known. */
  bot_username?: string | undefined
  /** Whether there is a mail server to send mails by. */
  sends_mail?: boolean
  /** Stands in for every limit by address. */
  rate_limit_anon?: Rate | undefined
  /** Stands in for every limit by person. */
  rate_limit_user?: Rate | undefined
}

/** Somebody signed in, at a door to their own account: by a session of theirs, never by a token for programs. */
export interface Holder extends Visitor {
  actor: Actor
  mutate: Mutate
  session_id: number
}

interface Common {
  summary: string
  /** 200 unless said otherwise; 201 for what makes a thing. */
  status?: 200 | 201 | 202 | 204
  /** Also offered over the socket under this name. */
  event?: string
}

/** A thing's name and a number that grows with every change of what is shown of it. */
interface Version {
  name: string
  version: number
}

interface SignedIn<I extends z.ZodType, O extends z.ZodType, R> extends Common {
  access?: 'signed_in' | 'server_admin'
  input: I
  output: O
  run: (context: Context, input: z.output<I>) => Promise<R>
  present?: (result: R, showing: Showing) => z.input<O> | Promise<z.input<O>>
  /** The answer is the same for everybody whom `run` lets have it: its bytes are kept under this name until the version grows. */
  kept?: (result: R) => Version
}

interface Account<I extends z.ZodType, O extends z.ZodType> extends Common {
  input: I
  output: O
  visit: (holder: Holder, input: z.output<I>) => Promise<z.input<O>>
}

interface Open<I extends z.ZodType, O extends z.ZodType> extends Common {
  input: I
  output: O
  /** The answer holds a refresh token that belongs into a cookie unless asked otherwise. */
  signs_in?: boolean
  visit: (visitor: Visitor, input: z.output<I>) => Promise<z.input<O>>
}

/** A route as data: the router, validation, OpenAPI and the authorization test are made from the list of these. */
export interface Route extends Common {
  method: Method
  path: string
  access: AccessLevel
  input: z.ZodType
  output: z.ZodType
  signs_in: boolean
  run?: (context: Context, input: unknown) => Promise<unknown>
  present?: (result: unknown, showing: Showing) => unknown
  kept?: (result: unknown) => Version
  visit?: (visitor: Visitor, input: unknown) => Promise<unknown>
}

function route(method: Method) {
  return <I extends z.ZodType, O extends z.ZodType, R>(
    path: string,
    { access = 'signed_in', ...rest }: SignedIn<I, O, R>,
  ): Route => ({ method, path, access, signs_in: false, ...rest }) as unknown as Route
}

export const get = route('GET')
export const post = route('POST')
export const patch = route('PATCH')
export const put = route('PUT')
export const del = route('DELETE')

/** A route for whoever comes: sign-in, links, invitations. */
export function open<I extends z.ZodType, O extends z.ZodType>(
  method: 'GET' | 'POST',
  path: string,
  { signs_in = false, ...rest }: Open<I, O>,
): Route {
  return { method, path, access: 'anyone', signs_in, ...rest } as unknown as Route
}

/** A route of somebody signed in to their own account: passwords, sessions, tokens. */
export function account<I extends z.ZodType, O extends z.ZodType>(
  method: Method,
  path: string,
  rest: Account<I, O>,
): Route {
  return { method, path, access: 'signed_in', signs_in: false, ...rest } as unknown as Route
}

/** Names of the path's parameters. */
export function parametersOf(path: string): string[] {
  return [...path.matchAll(/:([a-z_]+)/g)].map((match) => match[1] ?? '')
}
