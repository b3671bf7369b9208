import { changesBetween } from '../../core/changes.ts'
import type { Context } from '../../core/context.ts'
import { streams } from '../../core/database.ts'
import { found } from '../../core/errors.ts'
import { touchBoardsOfPerson } from '../projects/steps.ts'
import type { UpdateMe } from './contract.ts'
import { userUpdated } from './journal.ts'
import { ACCOUNTS, findUser, type User } from './queries.ts'
import { demandFreeUsername } from './steps.ts'

/** Changes what a person says of themselves: their name, language, zone and quiet hours. */
export function updateMe({ actor, mutate }: Context, wish: UpdateMe): Promise<User> {
  const held = wish.username === undefined ? [] : [ACCOUNTS]
  return mutate(streams(`user:${actor.user_id}`, ...held), async (write) => {
    const before = found(await findUser(write, actor.user_id), 'user')
    if (wish.username !== undefined) await demandFreeUsername(write, wish.username, before.id)
    const user = await write
      .updateTable('users')
      .set({ ...wish, name: wish.name ?? before.name })
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    if (user.name !== before.name) await touchBoardsOfPerson(write, user.id)
    return { entries: [userUpdated(user, changesBetween(before, user))], result: user }
  })
}
