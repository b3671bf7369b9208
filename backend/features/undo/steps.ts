import type { Changes, PersonRef } from '../../core/contract.ts'
import type { Writer } from '../../core/database.ts'
import { allow, demand } from '../../core/errors.ts'
import { listColumns, listProjectAudience } from '../projects/queries.ts'
import { mayAssignTask, mayEditTask, mayMoveTask } from '../tasks/policy.ts'
import type { Rewrite } from '../tasks/rewrite-steps.ts'
import { findPlace, type TaskAtHand } from '../tasks/steps.ts'
import { isLiving, isPlaceTaken } from '../trash/queries.ts'

type Fields = NonNullable<Rewrite['fields']>

const PLACE = ['status', 'column_id', 'position', 'done_at', 'snoozed_until', 'snooze_reason', 'overdue_at']
const FIELDS = ['title', 'description', 'priority', 'start_at', 'due_at', 'estimate_minutes', 'parent_id']
const PARTS = ['assignees', 'labels']

/** Whoever may do such a thing at all may take it back. */
export function allowBack({ access, people }: TaskAtHand, changes: Changes): void {
  const keys = Object.keys(changes)
  const known = keys.every((key) => PLACE.includes(key) || FIELDS.includes(key) || PARTS.includes(key))
  demand(known && keys.length > 0, 'undo.impossible')
  if (keys.some((key) => PLACE.includes(key))) allow(mayMoveTask(access, people), 'task.move_forbidden')
  if (changes.assignees) allow(mayAssignTask(access, people), 'task.assign_forbidden')
  if (keys.some((key) => FIELDS.includes(key) || key === 'labels')) {
    allow(mayEditTask(access, people), 'task.edit_forbidden')
  }
}

/** The wish that makes a task what it was before these changes. */
export async function wishBack(write: Writer, { row }: TaskAtHand, changes: Changes): Promise<Rewrite> {
  const { assignees, labels, ...scalars } = changes
  const former = Object.entries(scalars).map(([key, { from }]) => [key, from])
  const fields = Object.fromEntries(former) as Fields
  if (fields.parent_id) demand(await isLiving(write, fields.parent_id), 'undo.impossible')
  const inside = assignees && (await listProjectAudience(write, row.project_id))
  return {
    fields: { ...fields, ...(await placeBack(write, row, fields)) },
    assigned_to: (assignees?.from as PersonRef[] | undefined)?.map(({ id }) => id).filter((id) => inside?.includes(id)),
    labels: (labels?.from as { name: string }[] | undefined)?.map(({ name }) => name),
  }
}

/** Its former place, or the end of that column if another card stands there now. */
async function placeBack(write: Writer, row: TaskAtHand['row'], fields: Fields) {
  if (fields.column_id === undefined && fields.position === undefined) return {}
  const column_id = fields.column_id ?? row.column_id
  const columns = await listColumns(write, row.board_id)
  demand(
    columns.some(({ id }) => id === column_id),
    'undo.impossible',
  )
  const end = await findPlace(write, row, { column_id })
  const position = fields.position ?? row.position
  return (await isPlaceTaken(write, { ...row, column_id, position })) ? { position: end.position } : {}
}
