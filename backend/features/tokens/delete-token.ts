import { streams } from '../../core/database.ts'
import { found } from '../../core/errors.ts'
import type { Holder } from '../../core/routes.ts'
import type { ApiToken, DeleteToken } from './contract.ts'
import { tokenDeleted } from './journal.ts'
import { shareToken } from './present.ts'
import { findOwnToken } from './queries.ts'

/** Takes a token back: from now on it is nobody's. */
export function deleteToken({ actor, mutate }: Holder, { token_id }: DeleteToken): Promise<ApiToken> {
  const { user_id } = actor
  return mutate(streams(`user:${user_id}`), async (write) => {
    const token = shareToken(found(await findOwnToken(write, { id: token_id, user_id }), 'token'))
    await write.deleteFrom('api_tokens').where('id', '=', token.id).execute()
    return { entries: [tokenDeleted(user_id, token)], result: token }
  })
}
