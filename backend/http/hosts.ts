import type Koa from 'koa'
import { Problem } from '../core/errors.ts'
import { isOurHost, isOurOrigin } from '../core/hosts.ts'

/** A Host or Origin that is not ours is refused (DNS rebinding, foreign pages). */
export function refuseForeignHosts(allowed: string[]): Koa.Middleware {
  return async (ctx, next) => {
    if (!isOurHost(allowed, ctx.get('host'))) throw new Problem('request.foreign_host', 421)
    const origin = ctx.get('origin')
    if (origin && !isOurOrigin(allowed, origin)) throw new Problem('request.foreign_origin', 403)
    await next()
  }
}
