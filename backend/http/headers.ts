import helmet from 'koa-helmet'
import type Koa from 'koa'

const YEAR = 31_536_000

/** The headers of every answer. Pages may be framed by Telegram Web only, everything else by nobody. */
export function securityHeaders(web_base_url: string, frame_origins: string[]): Koa.Middleware {
  const secure = web_base_url.startsWith('https:')
  const socket = web_base_url.replace(/^http/, 'ws')
  const protect = (ancestors: string[], documents: boolean) =>
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          frameAncestors: ancestors,
          baseUri: ["'none'"],
          formAction: ["'self'"],
          ...(documents && {
            scriptSrc: ["'self'"],
            styleSrc: ["'self'"],
            imgSrc: ["'self'", 'blob:', 'data:'],
            fontSrc: ["'self'"],
            mediaSrc: ["'self'", 'blob:'],
            connectSrc: ["'self'", socket],
            workerSrc: ["'self'"],
            manifestSrc: ["'self'"],
            objectSrc: ["'none'"],
            frameSrc: ["'none'"],
          }),
        },
      },
      strictTransportSecurity: secure ? { maxAge: YEAR, includeSubDomains: true } : false,
      xFrameOptions: false,
      referrerPolicy: { policy: 'no-referrer' },
      crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      crossOriginEmbedderPolicy: false,
      originAgentCluster: true,
    })
  const shell = protect(frame_origins, true)
  const page = protect(["'none'"], true)
  const rest = protect(["'none'"], false)
  return async (ctx, next) => {
    ctx.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()')
    if (ctx.path.startsWith('/api/') && !/^\/api\/(docs|schema)/.test(ctx.path)) return rest(ctx, next)
    return isStandalone(ctx.path) ? page(ctx, next) : shell(ctx, next)
  }
}

/** Pages that never stand in Telegram's frame. */
function isStandalone(path: string): boolean {
  return /^\/(login|admin|api|health|metrics)(\/|$)/.test(path)
}
