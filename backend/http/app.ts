import { randomUUID } from 'node:crypto'
import { Router } from '@koa/router'
import Koa, { type Context as Ctx } from 'koa'
import { HttpMethodEnum, koaBody } from 'koa-body'
import type { Caller } from '../core/actor.ts'
import { makeContext } from '../core/context.ts'
import { allow, Problem } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { parametersOf, type Holder, type Route, type Visitor } from '../core/routes.ts'
import { requestOf, runRoute, show, visitRoute, type Doors } from '../core/call.ts'
import { refuseForeignHosts } from './hosts.ts'
import { securityHeaders } from './headers.ts'
import { shapeOf } from './json-schema.ts'
import { keepAnswers, sendAnswer } from './kept.ts'
import { describeProblem, type ProblemDocument } from '../core/problems.ts'
import { hasText, localeOf, translate, type Locale } from '../texts/texts.ts'
import { bearerOf, identify, type Origin } from '../features/sessions/identify.ts'
import { identifyService, isServiceToken } from '../features/service-tokens/identify-service.ts'
import { identifyToken, isApiToken } from '../features/tokens/identify-token.ts'
import { readRefreshCookie, setRefreshCookie } from './cookies.ts'

const API = '/api/v1'
const BODY_LIMIT = '256kb'

export interface WebParts extends Doors {
  log: Log
  routes: Route[]
  allowed_hosts: string[]
  frame_origins: string[]
  trust_proxy: number
  /** Middlewares before the API: pages, health, documents, the bot's webhook. */
  pages: Koa.Middleware[]
  /** Counts a knock, or throws 429. */
  limit: (ctx: Ctx, route: Route, user_id: number | undefined) => Promise<void>
}

/** The web server's app: headers, hosts, pages, and a router made from the routes. */
export function makeApp(parts: WebParts): Koa {
  const app = new Koa({ proxy: parts.trust_proxy > 0, maxIpsCount: parts.trust_proxy })
  app.silent = true
  app.use(answerProblems(parts.log))
  app.use(securityHeaders(parts.settings.web_base_url, parts.frame_origins))
  app.use(refuseForeignHosts(parts.allowed_hosts))
  for (const page of parts.pages) app.use(page)
  const router = makeRouter(parts)
  app.use(router.routes())
  app.use((ctx) => {
    if (ctx.path.startsWith('/api/')) throw new Problem('route.not_found', 404)
  })
  return app
}

function makeRouter(parts: WebParts): Router {
  const router = new Router({ prefix: API, strict: false })
  const { POST, PUT, PATCH, DELETE } = HttpMethodEnum
  const readBody = koaBody({
    urlencoded: false,
    text: false,
    jsonLimit: BODY_LIMIT,
    parsedMethods: [POST, PUT, PATCH, DELETE],
  })
  const methods = new Map<string, Set<string>>()
  for (const route of parts.routes) {
    checkParameters(route)
    const known = methods.get(route.path) ?? new Set()
    known.add(route.method)
    if (route.method === 'PATCH') known.add('PUT')
    methods.set(route.path, known)
    const verbs = route.method === 'PATCH' ? ['PATCH', 'PUT'] : [route.method]
    router.register(route.path, verbs, [refuseOddBodies, readBody, answer(parts, route)] as never)
  }
  for (const [path, known] of methods) {
    router.all(path, (ctx) => {
      ctx.set('Allow', [...known].sort().join(', '))
      throw new Problem('route.method_not_allowed', 405)
    })
  }
  return router
}

function answer(parts: WebParts, route: Route) {
  const answers = keepAnswers()
  return async (ctx: Ctx & { params: Record<string, string>; request: { body?: unknown } }) => {
    const origin = { ip: ctx.ip || null, user_agent: ctx.get('user-agent').slice(0, 256) || null }
    const token = bearerOf(ctx.get('authorization'))
    const who = token ? await identifyCaller(parts, { token, telegram_id: ctx.get('x-tg-user') }, origin) : undefined
    await parts.limit(ctx, route, who?.actor.user_id)
    const given = route.method === 'GET' ? flatQuery(ctx) : (ctx.request.body ?? {})
    const call = {
      route,
      path_parameters: ctx.params,
      given,
      key: ctx.get('idempotency-key').slice(0, 200) || undefined,
    }
    ctx.set('Cache-Control', 'no-store')
    if (!who && route.access !== 'anyone') throw new Problem('auth.not_signed_in', 401)
    if (route.visit && route.access !== 'anyone') allow(who?.session_id !== null, 'token.account_forbidden')
    if (route.visit) {
      const visitor: Visitor | Holder = {
        read: parts.house.database.read,
        record: (work) => parts.house.database.record(work),
        mutateAs: (actor) => (streams, work) =>
          parts.house.database.mutate(
            { actor, request: undefined, now: parts.house.now, announce: parts.house.announce },
            streams,
            work,
          ),
        now: parts.house.now,
        cut: parts.house.cut,
        secrets: parts.secrets,
        settings: parts.settings,
        ...origin,
        device_id: ctx.get('x-device-id').slice(0, 100) || null,
        cookie_token: readRefreshCookie(ctx, parts.settings.web_base_url),
        session_id: who?.session_id ?? null,
        ...(who?.session_id && {
          actor: who.actor,
          session_id: who.session_id,
          mutate: makeContext(parts.house, who.actor, requestOf(parts, call)).mutate,
        }),
      }
      const result = await visitRoute(call, visitor)
      return send(ctx, route, route.signs_in ? setRefreshCookie(ctx, result, given, parts.settings) : result)
    }
    if (!who) throw new Problem('auth.not_signed_in', 401)
    const result = await runRoute(parts, call, who)
    const shown = () => show(parts, route, result, who.actor)
    if (route.kept) return sendAnswer(ctx, await answers.find(route.kept(result), shown))
    send(ctx, route, await shown())
  }
}

function identifyCaller(
  parts: Doors,
  { token, telegram_id }: { token: string; telegram_id: string },
  origin: Origin,
): Promise<Caller | undefined> {
  if (isServiceToken(token)) return identifyService(parts.house, { token, telegram_id }, origin)
  return isApiToken(token) ? identifyToken(parts.house, token, origin) : identify(parts, token, origin)
}

function send(ctx: Ctx, route: Route, result: unknown) {
  ctx.status = route.status ?? 200
  if (ctx.status === 204) return
  ctx.type = 'application/json'
  ctx.body = JSON.stringify(result)
}

function answerProblems(log: Log): Koa.Middleware {
  return async (ctx, next) => {
    const request_id = randomUUID()
    ctx.set('X-Request-Id', request_id)
    try {
      await next()
      if (ctx.status === 404 && ctx.body === undefined) throw new Problem('page.not_found', 404)
    } catch (error) {
      const { problem, retry_after } = describeProblem(asBodyProblem(error), log, request_id)
      ctx.status = problem.status
      ctx.type = 'application/problem+json'
      ctx.body = JSON.stringify({ ...problem, detail: wordsOf(problem, localeOf(ctx.get('accept-language'))) })
      ctx.set('Cache-Control', 'no-store')
      if (problem.status === 401) ctx.set('WWW-Authenticate', 'Bearer')
      if (retry_after !== undefined) ctx.set('Retry-After', String(retry_after))
    }
  }
}

/** The sentence people know this refusal by, where it says nothing more exact of itself. */
function wordsOf({ code, detail }: ProblemDocument, locale: Locale): string {
  const key = `problem-${code.replaceAll(/[._]/g, '-')}`
  return detail === code && hasText(locale, key) ? translate(locale, key) : detail
}

/** What the body parser throws, in our words. */
function asBodyProblem(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error
  const status = 'status' in error ? error.status : undefined
  if (status === 413) return new Problem('request.too_large', 413, { detail: `a body may have ${BODY_LIMIT}` })
  if (status === 400 || error instanceof SyntaxError)
    return new Problem('request.malformed', 400, { detail: 'the body is not readable JSON' })
  if (status === 415) return new Problem('request.not_json', 415)
  return error
}

/** Only JSON is read; anything else is refused rather than ignored. */
const refuseOddBodies: Koa.Middleware = async (ctx, next) => {
  const has = Number(ctx.get('content-length') || 0) > 0 || ctx.get('transfer-encoding') !== ''
  if (has && ctx.method !== 'GET' && !ctx.is('json', '+json'))
    throw new Problem('request.not_json', 415, { detail: 'Content-Type should be application/json' })
  await next()
}

function flatQuery(ctx: Ctx): Record<string, unknown> {
  const query: Record<string, unknown> = Object.create(null)
  for (const [key, value] of Object.entries(ctx.query)) query[key] = Array.isArray(value) ? value.join(',') : value
  return { ...query }
}

/** A path parameter that the input does not know would be ignored silently: refused at start. */
function checkParameters(route: Route) {
  const shape = shapeOf(route.input)
  for (const name of parametersOf(route.path)) {
    if (!(name in shape)) throw new Error(`${route.method} ${route.path}: its input does not know ${name}`)
  }
}
