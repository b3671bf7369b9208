import { prepared } from '../../core/prepared.ts'
import type { Reader } from '../../core/database.ts'
import type { ChecklistItem } from './contract.ts'

const COLUMNS = ['id', 'text', 'position', 'assignee_id', 'due_at', 'done_at'] as const

/** The steps of each of these tasks, in order. */
export async function listChecklists(db: Reader, task_ids: number[]): Promise<Map<number, ChecklistItem[]>> {
  const lists = new Map<number, ChecklistItem[]>(task_ids.map((id) => [id, []]))
  if (task_ids.length === 0) return lists
  const rows = await db
    .selectFrom('checklist_items')
    .select(['task_id', ...COLUMNS])
    .where('task_id', 'in', task_ids)
    .orderBy('position')
    .orderBy('id')
    .execute()
  for (const { task_id, ...item } of rows) lists.get(task_id)?.push(item)
  return lists
}

/** The steps of one task, in order. */
export function listChecklistOf(db: Reader, task_id: number): Promise<ChecklistItem[]> {
  return checklistOf.all(db, { task_id })
}

const checklistOf = prepared((db: Reader, { task_id }: { task_id: number }) =>
  db.selectFrom('checklist_items').select(COLUMNS).where('task_id', '=', task_id).orderBy('position').orderBy('id'),
)
