import type { Actor, Caller, Reach, Request } from './actor.ts'
import { makeContext, type House } from './context.ts'
import { sha256, type Secrets } from './crypto.ts'
import { allow, Problem } from './errors.ts'
import { parametersOf, type Route, type SignInSettings, type Visitor } from './routes.ts'
import { refuseInput } from './problems.ts'

/** What the doors of one process hold. */
export interface Doors {
  house: House
  secrets: Secrets
  settings: SignInSettings
}

export interface Call {
  route: Route
  path_parameters: Record<string, string>
  /** The body, or the query of a read. */
  given: unknown
  /** Idempotency-Key, if the caller gave one. */
  key: string | undefined
}

/** Validates and runs one call of somebody signed in, and shows them the result. HTTP and sockets both come this way. */
export async function callRoute(doors: Doors, call: Call, who: Caller): Promise<unknown> {
  return show(doors, call.route, await runRoute(doors, call, who), who.actor)
}

/** The same up to the result, which `show` then presents: whoever gets here may have it. */
export async function runRoute(doors: Doors, call: Call, who: Caller): Promise<unknown> {
  const { route, path_parameters, given } = call
  allow(reachesTo(route, who.reach), 'token.scope_forbidden')
  if (route.access === 'server_admin' && !who.server_admin) throw new Problem('admin.only', 403)
  const input = readInput(route, path_parameters, given)
  return route.run?.(makeContext(doors.house, who.actor, requestOf(doors, call)), input)
}

/** Whether a program's token goes as far as this route; people go wherever they may. */
function reachesTo({ method, access }: Route, reach: Reach | undefined): boolean {
  if (reach === undefined || reach === 'admin') return true
  return access !== 'server_admin' && (method === 'GET' || reach === 'write')
}

/** What makes the call repeatable, if the caller gave it a key. */
export function requestOf({ secrets }: Doors, { route, path_parameters, given, key }: Call): Request | undefined {
  if (key === undefined) return undefined
  return { key, digest: digestOf(route, path_parameters, given), sealing_key: secrets.key('kept answers') }
}

/** The same for routes that anyone may knock at. */
export async function visitRoute(
  { route, path_parameters, given }: Omit<Call, 'key'>,
  visitor: Visitor,
): Promise<unknown> {
  return route.visit?.(visitor, readInput(route, path_parameters, given))
}

export async function show({ house, settings }: Doors, route: Route, result: unknown, actor: Actor): Promise<unknown> {
  if (!route.present) return result
  const { web_base_url, bot_username } = settings
  return route.present(result, { read: house.database.read, actor, web_base_url, bot_username })
}

function readInput(route: Route, path_parameters: Record<string, string>, given: unknown): unknown {
  const named = parametersOf(route.path)
  if (typeof given === 'object' && given !== null) {
    const twice = named.find((name) => name in given)
    if (twice) throw new Problem('request.malformed', 400, { errors: [{ path: twice, message: 'stands in the path' }] })
  }
  const whole = isObject(given) ? { ...given, ...path_parameters } : given
  const parsed = route.input.safeParse(whole)
  if (parsed.success) return parsed.data
  if (parsed.error.issues.some((issue) => named.includes(String(issue.path[0]))))
    throw new Problem(notFoundCode(route), 404)
  throw refuseInput(parsed.error, route.method === 'GET' ? 400 : undefined)
}

/** An id that can't be one gets the answer of an unknown one. */
function notFoundCode(route: Route): string {
  const last = parametersOf(route.path).at(-1) ?? ''
  return `${last.replace(/_id$/, '')}.not_found`
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function digestOf(route: Route, path_parameters: Record<string, string>, given: unknown): string {
  return sha256(JSON.stringify([route.method, route.path, path_parameters, given ?? null]))
}
