import type { ApiToken } from './contract.ts'
import type { TokenRow } from './queries.ts'
import { SCOPES } from './values.ts'

export function shareToken({ id, name, scopes, created_at, expires_at, used_at, ip }: TokenRow): ApiToken {
  const use = { last_used_at: used_at, last_used_ip: ip }
  return { id, name, scopes: readScopes(scopes), created_at, expires_at, ...use }
}

const readScopes = (kept: string) => SCOPES.filter((scope) => kept.split(' ').includes(scope))
