import type { ServiceToken } from './contract.ts'
import type { ServiceTokenRow } from './queries.ts'

export function shareServiceToken(row: ServiceTokenRow): ServiceToken {
  const { id, name, created_by, created_at, expires_at, used_at, used_for } = row
  return { id, name, created_by, created_at, expires_at, last_used_at: used_at, last_used_for: used_for }
}
