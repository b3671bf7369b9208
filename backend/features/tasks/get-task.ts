import type { Context } from '../../core/context.ts'
import { found } from '../../core/errors.ts'
import type { TaskById } from './contract.ts'
import { shareTask } from './present.ts'
import { findVisibleTask } from './queries.ts'

export async function getTask({ actor, read }: Context, { task_id }: TaskById) {
  return shareTask(read, found(await findVisibleTask(read, task_id, actor.user_id), 'task'))
}
