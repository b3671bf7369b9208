import type { Changes } from '../../core/contract.ts'
import type { Entry } from '../../entries.ts'

const ofUser = (user_id: number) => ({ stream: `user:${user_id}`, audience: `user:${user_id}`, refs: { user_id } })

export function userCreated({ id, name }: { id: number; name: string }): Entry {
  return { ...ofUser(id), kind: 'user_created', changes: {}, user: { id, name } }
}

export function userUpdated({ id, name }: { id: number; name: string }, changes: Changes): Entry {
  return { ...ofUser(id), kind: 'user_updated', changes, user: { id, name } }
}
