import type { Context } from '../../core/context.ts'
import type { Writer } from '../../core/database.ts'
import { found, Problem } from '../../core/errors.ts'
import { positionBetween } from '../../core/position.ts'
import type { Entry } from '../../entries.ts'
import { listProjectAudience } from '../projects/queries.ts'
import { taskUpdated } from '../tasks/journal.ts'
import { shareTask } from '../tasks/present.ts'
import { changeTask, type TaskAtHand } from '../tasks/steps.ts'
import type { ChecklistItem } from './contract.ts'

/** The task with its list as it now is, and the entry that says so. */
export async function tellChecklist(
  write: Writer,
  held: TaskAtHand,
  now: Context['now'],
): Promise<{ entry: Entry; checklist: ChecklistItem[] }> {
  const { task, changes } = await changeTask(write, held, {}, now(), (changed) => shareTask(write, changed))
  return { entry: taskUpdated(task, changes), checklist: task.checklist }
}

/** 404 for somebody who does not see the task's project, as for one who does not exist. */
export async function demandInside(write: Writer, project_id: number, assignee_id: number | null | undefined) {
  if (assignee_id === null || assignee_id === undefined) return
  const inside = await listProjectAudience(write, project_id)
  if (!inside.includes(assignee_id)) throw new Problem('task.assignee_outside', 404)
}

interface Beside {
  before_item_id?: number | undefined
  after_item_id?: number | undefined
}

/** A place before or after another step, else at the end. */
export function placeAmong(checklist: ChecklistItem[], { before_item_id, after_item_id }: Beside): string {
  const beside = before_item_id ?? after_item_id
  if (beside === undefined) return positionBetween(checklist.at(-1)?.position, undefined)
  const found_at = checklist.findIndex(({ id }) => id === beside)
  const { position } = found(checklist[found_at], 'item')
  return before_item_id === undefined
    ? positionBetween(position, checklist[found_at + 1]?.position)
    : positionBetween(checklist[found_at - 1]?.position, position)
}

export function findItem(checklist: ChecklistItem[], item_id: number): ChecklistItem {
  return found(
    checklist.find(({ id }) => id === item_id),
    'item',
  )
}
