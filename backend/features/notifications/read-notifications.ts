import type { Context } from '../../core/context.ts'
import { streams } from '../../core/database.ts'
import { Problem } from '../../core/errors.ts'
import type { ReadNotifications } from './contract.ts'
import { notificationsRead } from './journal.ts'
import { countUnread, listReadMarks } from './queries.ts'

const ROWS_AT_ONCE = 500

/** Marks notifications as read, on every device; answers how many are left unread. */
export function readNotifications({ actor, mutate, now }: Context, { ids }: ReadNotifications) {
  const { user_id } = actor
  return mutate(streams(`user:${user_id}`), async (write) => {
    const marks = await listReadMarks(write, user_id, ids)
    if (ids && marks.length < new Set(ids).size) throw new Problem('notification.not_found', 404)
    const read_at = now()
    const unread = marks.filter((mark) => mark.read_at === null).map(({ id }) => id)
    for (let from = 0; from < unread.length; from += ROWS_AT_ONCE) {
      const rows = unread.slice(from, from + ROWS_AT_ONCE).map((id) => ({ user_id, notification_id: id, read_at }))
      await write.insertInto('notification_reads').values(rows).execute()
    }
    return {
      entries: [notificationsRead(user_id, ids ? unread : null)],
      result: { unread: await countUnread(write, user_id) },
    }
  })
}
