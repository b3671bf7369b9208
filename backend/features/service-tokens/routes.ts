import { Nothing } from '../../core/contract.ts'
import { del, get, post } from '../../core/routes.ts'
import { CreateServiceToken, DeleteServiceToken, NewServiceToken, ServiceToken, ServiceTokenList } from './contract.ts'
import { createServiceToken } from './create-service-token.ts'
import { deleteServiceToken } from './delete-service-token.ts'
import { listServiceTokens } from './list-service-tokens.ts'

const access = 'server_admin'

export const serviceTokenRoutes = [
  get('/admin/service_tokens', {
    summary: 'Tokens with which other programs act for people',
    access,
    input: Nothing,
    output: ServiceTokenList,
    run: listServiceTokens,
  }),
  post('/admin/service_tokens', {
    summary: 'Make a service token; it is shown only now',
    access,
    status: 201,
    input: CreateServiceToken,
    output: NewServiceToken,
    run: createServiceToken,
  }),
  del('/admin/service_tokens/:token_id', {
    summary: 'Take a service token back',
    access,
    input: DeleteServiceToken,
    output: ServiceToken,
    run: deleteServiceToken,
  }),
]
