import type { Context } from '../../core/context.ts'
import { found } from '../../core/errors.ts'
import { findUser, type User } from './queries.ts'

export async function getMe({ actor, read }: Context): Promise<User> {
  return found(await findUser(read, actor.user_id), 'user')
}
