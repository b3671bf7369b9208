import type { Writer } from '../../core/database.ts'
import { searchText } from '../../core/search-text.ts'
import { findOrMakeLabels, setTaskLabels } from '../labels/steps.ts'
import { followTask } from '../reminders/steps.ts'
import type { CreateTask, SharedTask } from './contract.ts'
import type { Home } from './home-queries.ts'
import { assign } from './people-steps.ts'
import { shareTask } from './present.ts'
import { fieldsOfStatus, findPlace, touchBoards } from './steps.ts'

/** What a task can be found by. */
export function searchOfTask(task: { title: string; description: string; labels: { name: string }[] }): string {
  return searchText(task.title, task.description, ...task.labels.map(({ name }) => name))
}

/** A new task at the end of its status' column, with its labels, assignees and default reminders. */
export async function makeTask(
  write: Writer,
  { team_id, project_id, board_id }: Omit<Home, 'access'>,
  { assigned_to, labels: label_wishes, status, project_id: _, board_id: __, ...fields }: CreateTask,
  { creator_id, at }: { creator_id: number; at: string },
): Promise<SharedTask> {
  const { status: placed, ...place } = await findPlace(write, { id: 0, board_id, column_id: 0, status }, { status })
  const labels = await findOrMakeLabels(write, project_id, label_wishes, at)
  const row = await write
    .insertInto('tasks')
    .values({
      team_id,
      project_id,
      board_id,
      ...place,
      ...fields,
      ...fieldsOfNewStatus(placed, at),
      creator_id,
      search: searchOfTask({ ...fields, labels }),
      created_at: at,
      updated_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  if (labels.length > 0) await setTaskLabels(write, row.id, labels)
  if (assigned_to.length > 0) await assign(write, { task_id: row.id, project_id }, assigned_to, at)
  await touchBoards(write, board_id)
  const task = await shareTask(write, row)
  await followTask(write, undefined, task, at)
  return task
}

function fieldsOfNewStatus(status: SharedTask['status'], at: string) {
  const { done_at } = fieldsOfStatus({ done_at: null }, status, at)
  return { status, done_at: done_at ?? null }
}
