import type { Context } from '../../core/context.ts'
import type { Nothing } from '../../core/contract.ts'
import { allow } from '../../core/errors.ts'
import type { ServiceTokenList } from './contract.ts'
import { mayRunServiceTokens } from './policy.ts'
import { shareServiceToken } from './present.ts'
import { listServiceTokenRows } from './queries.ts'

export async function listServiceTokens({ actor, read }: Context, _: Nothing): Promise<ServiceTokenList> {
  allow(mayRunServiceTokens(actor), 'token.account_forbidden')
  return { items: (await listServiceTokenRows(read)).map(shareServiceToken), next: null }
}
