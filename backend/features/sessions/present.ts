import type { Session } from './contract.ts'
import type { SessionRow } from './queries.ts'

export function shareSession(row: SessionRow, current_id: number): Session {
  const { id, via, device_id, ip, user_agent, created_at, seen_at, expires_at, ended_at } = row
  return { id, current: id === current_id, via, device_id, ip, user_agent, created_at, seen_at, expires_at, ended_at }
}
