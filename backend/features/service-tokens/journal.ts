import type { Entry } from '../../entries.ts'
import type { ServiceToken } from './contract.ts'

function about(user_id: number, { id, name, expires_at }: ServiceToken) {
  const place = { stream: `user:${user_id}`, audience: `user:${user_id}`, refs: { user_id } }
  return { ...place, changes: {}, service_token: { id, name, expires_at } }
}

export function serviceTokenCreated(user_id: number, token: ServiceToken): Entry {
  return { ...about(user_id, token), kind: 'service_token_created' }
}

export function serviceTokenDeleted(user_id: number, token: ServiceToken): Entry {
  return { ...about(user_id, token), kind: 'service_token_deleted' }
}
