import type { Writer } from '../../core/database.ts'
import { allow, demand, found } from '../../core/errors.ts'
import { demandOpen } from '../projects/open-steps.ts'
import { findAccess, type Access } from '../projects/queries.ts'
import { searchOfTask } from '../tasks/make-steps.ts'
import { listTaskLabels } from '../tasks/queries.ts'
import type { ProjectLabel } from './contract.ts'
import { mayEditLabels } from './policy.ts'
import { findVisibleLabel, listProjectLabels } from './queries.ts'

/** The label, if this person may change it; 404 if they don't see its project. */
export async function takeLabel(
  write: Writer,
  label_id: number,
  user_id: number,
): Promise<{ label: ProjectLabel; access: Access }> {
  const label = found(await findVisibleLabel(write, label_id, user_id), 'label')
  const access = found(await findAccess(write, label.project_id, user_id), 'label')
  demandOpen(access)
  allow(mayEditLabels(access), 'label.edit_forbidden')
  return { label, access }
}

/** Two labels of one project never have one name, in whatever case: renaming merges nothing. */
export async function demandFreeName(
  write: Writer,
  { project_id, name, except }: { project_id: number; name: string; except?: number },
): Promise<void> {
  const labels = await listProjectLabels(write, project_id)
  const same = labels.some((label) => label.id !== except && label.name.toLowerCase() === name.toLowerCase())
  demand(!same, 'label.exists')
}

export async function listLabelled(write: Writer, label_id: number): Promise<number[]> {
  const rows = await write.selectFrom('task_labels').select('task_id').where('label_id', '=', label_id).execute()
  return rows.map(({ task_id }) => task_id)
}

const AT_ONCE = 500

/** These tasks are found by the labels they have now. */
export async function searchAnew(write: Writer, task_ids: number[]): Promise<void> {
  for (let from = 0; from < task_ids.length; from += AT_ONCE) {
    const ids = task_ids.slice(from, from + AT_ONCE)
    const labels = await listTaskLabels(write, ids)
    const tasks = await write
      .selectFrom('tasks')
      .select(['id', 'title', 'description', 'search'])
      .where('id', 'in', ids)
      .execute()
    for (const { id, search: former, ...task } of tasks) {
      const search = searchOfTask({ ...task, labels: labels.get(id) ?? [] })
      if (search !== former) await write.updateTable('tasks').set({ search }).where('id', '=', id).execute()
    }
  }
}
