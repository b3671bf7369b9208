import type { Nothing } from '../../core/contract.ts'
import type { Holder } from '../../core/routes.ts'
import type { TokenList } from './contract.ts'
import { shareToken } from './present.ts'
import { listTokensOf } from './queries.ts'

/** The person's tokens, those that have run out as well, newest first. */
export async function listTokens({ read, actor }: Holder, _: Nothing): Promise<TokenList> {
  return { items: (await listTokensOf(read, actor.user_id)).map(shareToken), next: null }
}
