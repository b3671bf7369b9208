import type { Entry } from '../../entries.ts'

/** A person's other devices show them as read too; `ids` null means all. */
export function notificationsRead(user_id: number, ids: number[] | null): Entry {
  return {
    stream: `user:${user_id}`,
    audience: `user:${user_id}`,
    refs: { user_id },
    kind: 'notifications_read',
    changes: {},
    notifications: { ids },
  }
}
