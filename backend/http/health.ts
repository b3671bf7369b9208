import type Koa from 'koa'
import type { Database } from '../core/database.ts'

export interface Health {
  /** `ok`, `off`, or what is wrong; only `failed` of the jobs makes us unhealthy. */
  jobs: () => 'ok' | 'off' | 'failed'
  /** Told, not judged: Telegram may be out of reach without our doing. */
  bot: () => string
}

const ANSWER_WITHIN_MS = 3000

/** `/health` and `/api/health`: 503 only when the database or the job worker fails. */
export function healthPage(database: Database, health: Health): Koa.Middleware {
  return async (ctx, next) => {
    if (ctx.path !== '/health' && ctx.path !== '/api/health') return next()
    const connected = await answers(database)
    const jobs = health.jobs()
    const healthy = connected && jobs !== 'failed'
    ctx.status = healthy ? 200 : 503
    ctx.set('Cache-Control', 'no-store')
    ctx.body = {
      status: healthy ? 'healthy' : 'unhealthy',
      database: connected ? 'connected' : 'failed',
      cache: 'connected',
      jobs,
      bot: health.bot(),
    }
  }
}

function answers(database: Database): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(resolve, ANSWER_WITHIN_MS, false).unref()
  })
  return Promise.race([
    database
      .ping()
      .then(() => true)
      .catch(() => false),
    late,
  ])
}
