import { randomToken, sha256 } from '../../core/crypto.ts'
import { streams } from '../../core/database.ts'
import { demand } from '../../core/errors.ts'
import type { Holder } from '../../core/routes.ts'
import { after, DAY_MS } from '../../core/time.ts'
import type { CreateToken, NewApiToken } from './contract.ts'
import { tokenCreated } from './journal.ts'
import { shareToken } from './present.ts'
import { listTokensOf } from './queries.ts'
import { MOST_TOKEN_DAYS, MOST_TOKENS, TOKEN_DAYS, TOKEN_PREFIX } from './values.ts'

/** Makes a token for a program; it is shown now and never again, since only its hash is kept. */
export function createToken(
  { actor, mutate, now }: Holder,
  { name, scopes, ...wish }: CreateToken,
): Promise<NewApiToken> {
  const { user_id } = actor
  return mutate(streams(`user:${user_id}`), async (write) => {
    const at = now()
    const expires_at = wish.expires_at ?? after(at, TOKEN_DAYS * DAY_MS)
    const lasts = expires_at > at && expires_at <= after(at, MOST_TOKEN_DAYS * DAY_MS)
    demand(lasts, 'token.wrong_expiry', { errors: [{ path: 'expires_at', message: `within ${MOST_TOKEN_DAYS} days` }] })
    demand((await listTokensOf(write, user_id)).length < MOST_TOKENS, 'token.too_many')
    const token = `${TOKEN_PREFIX}${randomToken()}`
    const row = { user_id, name, scopes: scopes.join(' '), hash: sha256(token), created_at: at, expires_at }
    const kept = await write.insertInto('api_tokens').values(row).returningAll().executeTakeFirstOrThrow()
    const made = shareToken({ ...kept, used_at: null, ip: null })
    return { entries: [tokenCreated(user_id, made)], result: { ...made, token } }
  })
}
