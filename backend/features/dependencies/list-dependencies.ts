import type { Context } from '../../core/context.ts'
import { found } from '../../core/errors.ts'
import type { TaskById } from '../tasks/contract.ts'
import { findVisibleTask } from '../tasks/queries.ts'
import { listRelated } from './queries.ts'

export async function listDependencies({ actor, read }: Context, { task_id }: TaskById) {
  found(await findVisibleTask(read, task_id, actor.user_id), 'task')
  return listRelated(read, task_id, actor.user_id)
}
