import type { Caller } from '../../core/actor.ts'
import type { House } from '../../core/context.ts'
import { sha256 } from '../../core/crypto.ts'
import { found, Problem } from '../../core/errors.ts'
import { after } from '../../core/time.ts'
import { findUserByTelegram } from '../people/queries.ts'
import { USE_NOTED_MS } from '../tokens/values.ts'
import { findLiveServiceToken } from './queries.ts'
import { SERVICE_PREFIX } from './values.ts'

interface Origin {
  ip: string | null
  user_agent: string | null
}

export const isServiceToken = (token: string) => token.startsWith(SERVICE_PREFIX)

/** For whom a service acts: the person whose Telegram id it names. What it does is theirs; that it was the service stands beside each entry. */
export async function identifyService(
  { database, now }: Pick<House, 'database' | 'now'>,
  { token, telegram_id }: { token: string; telegram_id: string },
  { ip, user_agent }: Origin,
): Promise<Caller | undefined> {
  const at = now()
  const service = await findLiveServiceToken(database.read, sha256(token), at)
  if (!service) return undefined
  if (!/^[1-9]\d{0,15}$/.test(telegram_id)) throw new Problem('token.person_needed', 400)
  const user = found(await findUserByTelegram(database.read, Number(telegram_id)), 'user')
  if (service.used_for !== user.id || service.used_at === null || service.used_at < after(at, -USE_NOTED_MS)) {
    const use = { used_at: at, user_id: user.id }
    await database.record((write) =>
      write
        .insertInto('service_token_uses')
        .values({ token_id: service.id, ...use })
        .onConflict((conflict) => conflict.column('token_id').doUpdateSet(use))
        .execute(),
    )
  }
  const { id: user_id, name, locale, time_zone } = user
  const by = `service token ${service.id} (${service.name})`
  const actor = { user_id, name, locale, time_zone, via: 'api', ip, user_agent: `${by}; ${user_agent ?? ''}` } as const
  return { actor, session_id: null, server_admin: false, reach: 'write' }
}
