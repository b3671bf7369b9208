import type { Reader } from '../../core/database.ts'
import { listChecklistOf, listChecklists } from '../checklist/queries.ts'
import { listBlockers, listBlockersOf } from '../dependencies/queries.ts'
import { findAccess, type Access } from '../projects/queries.ts'
import { listWatchersOf, listWatchersOfOne } from '../watchers/queries.ts'
import type { SharedTask, Task, TaskMay } from './contract.ts'
import { mayAssignTask, mayDeleteTask, mayEditTask, mayMoveTask } from './policy.ts'
import { findAround, listAssignees, listTaskLabels, type TaskRow } from './queries.ts'

/** Rows as everybody who sees them sees them. */
export async function shareTasks(db: Reader, rows: TaskRow[]): Promise<SharedTask[]> {
  const ids = rows.map((row) => row.id)
  const [assignees, labels, creators] = [
    await listAssignees(db, ids),
    await listTaskLabels(db, ids),
    await listNames(db, rows),
  ]
  const [watchers, blockers, checklists] = [
    await listWatchersOf(db, ids),
    await listBlockers(db, ids),
    await listChecklists(db, ids),
  ]
  return rows.map((row) =>
    shareWith(row, {
      creator: { id: row.creator_id, name: creators.get(row.creator_id) ?? '' },
      assignees: assignees.get(row.id) ?? [],
      labels: labels.get(row.id) ?? [],
      watchers: watchers.get(row.id) ?? [],
      blocked_by: blockers.get(row.id) ?? [],
      checklist: checklists.get(row.id) ?? [],
    }),
  )
}

type Around = Pick<SharedTask, 'creator' | 'assignees' | 'labels' | 'watchers' | 'blocked_by' | 'checklist'>

/** A row with what is known to stand around it. */
export function shareWith(
  { creator_id: _, search: __, ...row }: TaskRow,
  { creator, assignees, labels, watchers, blocked_by, checklist }: Around,
): SharedTask {
  return { ...row, creator, assignees, labels, watchers, blocked_by, checklist }
}

export async function shareTask(db: Reader, row: TaskRow): Promise<SharedTask> {
  return shareWith(row, {
    ...(await findAround(db, row)),
    watchers: await listWatchersOfOne(db, row.id),
    blocked_by: await listBlockersOf(db, row.id),
    checklist: await listChecklistOf(db, row.id),
  })
}

/** One task with what this person may do to it. */
export async function taskFor(db: Reader, task: SharedTask, user_id: number): Promise<Task> {
  const access = await findAccess(db, task.project_id, user_id)
  return {
    ...task,
    may:
      access && access.archived_at === null
        ? whatMay(access, task)
        : { edit: false, move: false, assign: false, delete: false },
  }
}

export function whatMay(access: Access, task: Pick<SharedTask, 'creator' | 'assignees'>): TaskMay {
  const people = { creator_id: task.creator.id, assignee_ids: task.assignees.map(({ id }) => id) }
  return {
    edit: mayEditTask(access, people),
    move: mayMoveTask(access, people),
    assign: mayAssignTask(access, people),
    delete: mayDeleteTask(access, people),
  }
}

async function listNames(db: Reader, rows: TaskRow[]): Promise<Map<number, string>> {
  if (rows.length === 0) return new Map()
  const ids = [...new Set(rows.map((row) => row.creator_id))]
  const people = await db.selectFrom('users').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(people.map(({ id, name }) => [id, name]))
}
