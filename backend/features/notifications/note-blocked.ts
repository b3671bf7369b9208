import type { Context } from '../../core/context.ts'
import { streams } from '../../core/database.ts'
import { found } from '../../core/errors.ts'
import { userUpdated } from '../people/journal.ts'
import { findUser } from '../people/queries.ts'

/** The person closed their chat with the bot: nothing is sent there until they open it again. */
export function noteBlocked({ mutate, now }: Context, { user_id }: { user_id: number }) {
  return mutate(streams(`user:${user_id}`), async (write) => {
    const user = found(await findUser(write, user_id), 'user')
    const bot_blocked_at = user.bot_blocked_at ?? now()
    await write.updateTable('users').set({ bot_blocked_at }).where('id', '=', user_id).execute()
    const changes = { bot_blocked_at: { from: user.bot_blocked_at, to: bot_blocked_at } }
    return { entries: [userUpdated(user, changes)], result: undefined }
  })
}
