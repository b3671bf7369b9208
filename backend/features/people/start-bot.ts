import { changesBetween } from '../../core/changes.ts'
import type { Context } from '../../core/context.ts'
import type { Nothing } from '../../core/contract.ts'
import { streams } from '../../core/database.ts'
import { found } from '../../core/errors.ts'
import { userUpdated } from './journal.ts'
import { findUser, type User } from './queries.ts'

/** Notes that this person has let the bot write to them. Said again, it changes nothing. */
export async function startBot({ actor, read, mutate, now }: Context, _: Nothing): Promise<User> {
  const known = found(await findUser(read, actor.user_id), 'user')
  if (known.bot_started_at !== null && known.bot_blocked_at === null) return known
  return mutate(streams(`user:${actor.user_id}`), async (write) => {
    const before = found(await findUser(write, actor.user_id), 'user')
    const user = await write
      .updateTable('users')
      .set({ bot_started_at: before.bot_started_at ?? now(), bot_blocked_at: null })
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return { entries: [userUpdated(user, changesBetween(before, user))], result: user }
  })
}
