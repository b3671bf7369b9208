import type { Context as Ctx } from 'koa'
import type { SignInSettings } from '../core/routes.ts'

interface Tokens {
  refresh_token?: string
}

const nameOf = (web_base_url: string) => (web_base_url.startsWith('https:') ? '__Host-rt' : 'rt')

/** The refresh token of the cookie, only for our own app: a foreign page can't set the header. */
export function readRefreshCookie(ctx: Ctx, web_base_url: string): string | null {
  if (ctx.get('x-app') !== '1') return null
  return ctx.cookies.get(nameOf(web_base_url)) ?? null
}

/** Puts the refresh token into an HttpOnly cookie, unless it is asked for in the body, or came in one. */
export function setRefreshCookie(
  ctx: Ctx,
  result: unknown,
  given: unknown,
  { web_base_url, refresh_token_days }: SignInSettings,
): unknown {
  const { refresh_token, ...rest } = result as Tokens
  if (refresh_token === undefined) ctx.set('Clear-Site-Data', '"cache"')
  if (wantsBody(given)) return result
  const secure = web_base_url.startsWith('https:')
  const maxAge = refresh_token === undefined ? 0 : refresh_token_days * 86_400_000
  // Whether people come by https is told by the configuration: a proxy in front may speak http to us.
  ctx.cookies.secure = secure
  ctx.cookies.set(nameOf(web_base_url), refresh_token ?? '', {
    httpOnly: true,
    secure,
    path: '/',
    sameSite: secure ? 'none' : 'lax',
    ...(secure && { partitioned: true }),
    maxAge,
    overwrite: true,
  })
  return rest
}

function wantsBody(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false
  return 'refresh_token' in given || ('delivery' in given && given.delivery === 'body')
}
