import type Koa from 'koa'
import { Problem } from '../core/errors.ts'

/** A Host or Origin that is not ours is refused (DNS rebinding, foreign pages). */
export function refuseForeignHosts(allowed: string[]): Koa.Middleware {
  return async (ctx, next) => {
    if (!isOurHost(allowed, ctx.get('host'))) throw new Problem('request.foreign_host', 421)
    const origin = ctx.get('origin')
    if (origin && !isOurOrigin(allowed, origin)) throw new Problem('request.foreign_origin', 403)
    await next()
  }
}

/** `allowed` entries are host names, or host:port to be strict. */
export function isOurHost(allowed: string[], host: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '')
  return allowed.some((entry) => entry === host.toLowerCase() || entry === name)
}

export function isOurOrigin(allowed: string[], origin: string): boolean {
  const url = URL.parse(origin)
  return url !== null && /^https?:$/.test(url.protocol) && isOurHost(allowed, url.host)
}
