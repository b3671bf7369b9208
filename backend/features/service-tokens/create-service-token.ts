import type { Context } from '../../core/context.ts'
import { randomToken, sha256 } from '../../core/crypto.ts'
import { streams } from '../../core/database.ts'
import { allow, demand } from '../../core/errors.ts'
import { after, DAY_MS } from '../../core/time.ts'
import { MOST_TOKEN_DAYS, TOKEN_DAYS } from '../tokens/values.ts'
import type { CreateServiceToken, NewServiceToken } from './contract.ts'
import { serviceTokenCreated } from './journal.ts'
import { mayRunServiceTokens } from './policy.ts'
import { shareServiceToken } from './present.ts'
import { listServiceTokenRows } from './queries.ts'
import { MOST_SERVICE_TOKENS, SERVICE_PREFIX } from './values.ts'

/** Makes a token with which another program acts for people it knows by Telegram; it is shown now and never again. */
export function createServiceToken(
  { actor, mutate, now }: Context,
  { name, ...wish }: CreateServiceToken,
): Promise<NewServiceToken> {
  const { user_id } = actor
  allow(mayRunServiceTokens(actor), 'token.account_forbidden')
  return mutate(streams(`user:${user_id}`), async (write) => {
    const at = now()
    const expires_at = wish.expires_at ?? after(at, TOKEN_DAYS * DAY_MS)
    const lasts = expires_at > at && expires_at <= after(at, MOST_TOKEN_DAYS * DAY_MS)
    demand(lasts, 'token.wrong_expiry', { errors: [{ path: 'expires_at', message: `within ${MOST_TOKEN_DAYS} days` }] })
    demand((await listServiceTokenRows(write)).length < MOST_SERVICE_TOKENS, 'token.too_many')
    const token = `${SERVICE_PREFIX}${randomToken()}`
    const row = { name, hash: sha256(token), created_by: user_id, created_at: at, expires_at }
    const kept = await write.insertInto('service_tokens').values(row).returningAll().executeTakeFirstOrThrow()
    const made = shareServiceToken({ ...kept, used_at: null, used_for: null })
    return { entries: [serviceTokenCreated(user_id, made)], result: { ...made, token } }
  })
}
