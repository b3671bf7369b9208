import type { Writer } from '../../core/database.ts'
import { Problem } from '../../core/errors.ts'
import { listProjectAudience } from '../projects/queries.ts'

/** Sets who works on a task; 404 if one of them does not see its project, as for somebody who does not exist. */
export async function assign(
  write: Writer,
  { task_id, project_id }: { task_id: number; project_id: number },
  user_ids: number[],
  at: string,
): Promise<void> {
  const inside = await listProjectAudience(write, project_id)
  if (!user_ids.every((id) => inside.includes(id))) throw new Problem('task.assignee_outside', 404)
  await setAssignees(write, task_id, user_ids, at)
}

/** Takes the task from those who do not see its project. */
export async function unassignOutsiders(
  write: Writer,
  { task_id, project_id }: { task_id: number; project_id: number },
  user_ids: number[],
  at: string,
): Promise<void> {
  const inside = await listProjectAudience(write, project_id)
  await setAssignees(
    write,
    task_id,
    user_ids.filter((id) => inside.includes(id)),
    at,
  )
}

/** Whoever does not see its project watches the task no more and has no step of it. */
export async function forgetOutsiders(
  write: Writer,
  { task_id, project_id }: { task_id: number; project_id: number },
): Promise<void> {
  const inside = await listProjectAudience(write, project_id)
  await write.deleteFrom('task_watchers').where('task_id', '=', task_id).where('user_id', 'not in', inside).execute()
  await write
    .updateTable('checklist_items')
    .set({ assignee_id: null })
    .where('task_id', '=', task_id)
    .where('assignee_id', 'not in', inside)
    .execute()
}

async function setAssignees(write: Writer, task_id: number, user_ids: number[], at: string) {
  let others = write.deleteFrom('task_assignees').where('task_id', '=', task_id)
  if (user_ids.length > 0) others = others.where('user_id', 'not in', user_ids)
  await others.execute()
  if (user_ids.length === 0) return
  await write
    .insertInto('task_assignees')
    .values([...new Set(user_ids)].map((user_id) => ({ task_id, user_id, assigned_at: at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
