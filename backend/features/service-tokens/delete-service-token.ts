import type { Context } from '../../core/context.ts'
import { streams } from '../../core/database.ts'
import { allow, found } from '../../core/errors.ts'
import type { DeleteServiceToken, ServiceToken } from './contract.ts'
import { serviceTokenDeleted } from './journal.ts'
import { mayRunServiceTokens } from './policy.ts'
import { shareServiceToken } from './present.ts'
import { findServiceToken } from './queries.ts'

/** Takes a service token back: from now on it acts for nobody. */
export function deleteServiceToken(
  { actor, mutate }: Context,
  { token_id }: DeleteServiceToken,
): Promise<ServiceToken> {
  const { user_id } = actor
  allow(mayRunServiceTokens(actor), 'token.account_forbidden')
  return mutate(streams(`user:${user_id}`), async (write) => {
    const token = shareServiceToken(found(await findServiceToken(write, token_id), 'token'))
    await write.deleteFrom('service_tokens').where('id', '=', token.id).execute()
    return { entries: [serviceTokenDeleted(user_id, token)], result: token }
  })
}
