import type { Entry } from '../../entries.ts'
import type { ApiToken } from './contract.ts'

function about(user_id: number, { id, name, scopes, expires_at }: ApiToken) {
  const place = { stream: `user:${user_id}`, audience: `user:${user_id}`, refs: { user_id } }
  return { ...place, changes: {}, token: { id, name, scopes, expires_at } }
}

export const tokenCreated = (user_id: number, token: ApiToken): Entry => ({
  ...about(user_id, token),
  kind: 'token_created',
})
export const tokenDeleted = (user_id: number, token: ApiToken): Entry => ({
  ...about(user_id, token),
  kind: 'token_deleted',
})
