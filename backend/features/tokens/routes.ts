import { account } from '../../core/routes.ts'
import { ApiToken, CreateToken, DeleteToken, ListTokens, NewApiToken, TokenList } from './contract.ts'
import { createToken } from './create-token.ts'
import { deleteToken } from './delete-token.ts'
import { listTokens } from './list-tokens.ts'

export const tokenRoutes = [
  account('GET', '/me/tokens', {
    summary: 'Your tokens for programs',
    input: ListTokens,
    output: TokenList,
    visit: listTokens,
  }),
  account('POST', '/me/tokens', {
    summary: 'Make a token for a program; it is shown only now',
    status: 201,
    input: CreateToken,
    output: NewApiToken,
    visit: createToken,
  }),
  account('DELETE', '/me/tokens/:token_id', {
    summary: 'Take a token back',
    input: DeleteToken,
    output: ApiToken,
    visit: deleteToken,
  }),
]
