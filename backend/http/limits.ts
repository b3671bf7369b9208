import type { Context as Ctx } from 'koa'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { countAttempt, tooMany, type Rate } from '../core/attempts.ts'
import type { House } from '../core/context.ts'
import { networkOf } from '../core/network.ts'
import type { Route } from '../core/routes.ts'

const MINUTE = 60
const HOUR = 3600

/** Counted in the database, so that a restart or another instance forgets none: whoever guesses must not get more tries by waiting for one. */
export const SIGN_IN_RATES: Record<string, Rate> = {
  '/auth/telegram': { points: 30, seconds: MINUTE },
  '/auth/links/redeem': { points: 20, seconds: HOUR },
  '/auth/login': { points: 30, seconds: HOUR },
  '/auth/register': { points: 20, seconds: HOUR },
  '/auth/password/forgot': { points: 20, seconds: HOUR },
  '/auth/password/reset': { points: 20, seconds: HOUR },
  '/auth/email/verify': { points: 20, seconds: HOUR },
  '/auth/users': { points: 20, seconds: HOUR },
}
/** Apart from sign-in: many people behind one address refresh without locking each other out. */
const REFRESH: Rate = { points: 600, seconds: MINUTE }
const READ: Rate = { points: 600, seconds: MINUTE }
const WRITE: Rate = { points: 120, seconds: MINUTE }
const HANDSHAKE: Rate = { points: 20, seconds: MINUTE }
const EVENT: Rate = { points: 30, seconds: 10 }
const COMMAND: Rate = { points: 20, seconds: MINUTE }

interface Overrides {
  rate_limit_anon: Rate | undefined
  rate_limit_user: Rate | undefined
}

/** Each counts once, or throws 429 with the time to wait. */
export interface Limits {
  request: (ctx: Pick<Ctx, 'ip'>, route: Route, user_id: number | undefined) => Promise<void>
  handshake: (user_id: number) => Promise<void>
  event: (user_id: number, name: string) => Promise<void>
  bot: (telegram_id: number) => Promise<void>
}

/** The limits of one process: by person where there is one, else by address, each kind of knock apart. */
export function makeLimits(
  { rate_limit_anon, rate_limit_user }: Overrides,
  { database, now }: Pick<House, 'database' | 'now'>,
): Limits {
  const byAddress = limitInMemory(rate_limit_anon)
  const byPerson = limitInMemory(rate_limit_user)
  return {
    request: async (ctx, { method, path }, user_id) => {
      const address = networkOf(ctx.ip)
      const signIn = SIGN_IN_RATES[path]
      if (signIn) {
        const rate = rate_limit_anon ?? signIn
        return countAttempt(database.record, { key: `${path} from ${address}`, rate, now: now() })
      }
      if (path === '/auth/refresh') return byAddress('refresh', address, REFRESH)
      const kind = method === 'GET' ? 'read' : 'write'
      const rate = method === 'GET' ? READ : WRITE
      return user_id === undefined ? byAddress(kind, address, rate) : byPerson(kind, String(user_id), rate)
    },
    handshake: (user_id) => byPerson('handshake', String(user_id), HANDSHAKE),
    event: (user_id, name) => byPerson(`event ${name}`, String(user_id), EVENT),
    bot: (telegram_id) => byPerson('bot', String(telegram_id), COMMAND),
  }
}

function limitInMemory(override: Rate | undefined) {
  const limiters = new Map<string, RateLimiterMemory>()
  return async (kind: string, who: string, usual: Rate) => {
    let limiter = limiters.get(kind)
    if (!limiter) {
      const { points, seconds } = override ?? usual
      limiter = new RateLimiterMemory({ points, duration: seconds })
      limiters.set(kind, limiter)
    }
    try {
      await limiter.consume(who)
    } catch (error) {
      throw error instanceof RateLimiterRes ? tooMany(error.msBeforeNext) : error
    }
  }
}
