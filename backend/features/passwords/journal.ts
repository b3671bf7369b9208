import type { Entry } from '../../entries.ts'

interface Named {
  id: number
  name: string
}

const ofUser = (user_id: number) => ({ stream: `user:${user_id}`, audience: `user:${user_id}`, refs: { user_id } })

export function passwordChanged({ id, name }: Named): Entry {
  return { ...ofUser(id), kind: 'password_changed', changes: {}, user: { id, name } }
}

export function passwordRehashed({ id, name }: Named): Entry {
  return { ...ofUser(id), kind: 'password_rehashed', changes: {}, user: { id, name } }
}
