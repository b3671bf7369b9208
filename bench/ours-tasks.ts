import type { Insertable, Kysely } from 'kysely'
import { firstPositions } from '../backend/core/position.ts'
import { listColumns } from '../backend/features/projects/queries.ts'
import { searchOfTask } from '../backend/features/tasks/make-steps.ts'
import type { TasksTable } from '../backend/features/tasks/table.ts'
import type { Schema } from '../backend/schema.ts'
import { sampleTasks, SIZES, type SampleTask } from './sample.ts'

interface Place {
  team_id: number
  project_id: number
  labels: { id: number; name: string }[]
  people: number[]
}

/** Fills one board. */
export async function addTasks(
  write: Kysely<Schema>,
  place: Place,
  { board_id, seed }: { board_id: number; seed: number },
  at: string,
) {
  const columns = await listColumns(write, board_id)
  const positions = firstPositions(SIZES.tasks_per_board)
  const tasks = sampleTasks(seed, columns.length)
  const labelsOf = (task: SampleTask) => task.labels.map((index) => place.labels[index] ?? { id: 0, name: '' })
  const rows = tasks.map((task, index): Insertable<TasksTable> => {
    const column = columns[task.column]
    return {
      ...emptyTask,
      team_id: place.team_id,
      project_id: place.project_id,
      board_id,
      column_id: column?.id ?? 0,
      status: column?.status ?? 'todo',
      done_at: column?.status === 'done' ? at : null,
      position: positions[index] ?? '',
      title: task.title,
      description: task.description,
      creator_id: place.people[task.creator] ?? 0,
      search: searchOfTask({ ...task, labels: labelsOf(task) }),
      created_at: at,
      updated_at: at,
    }
  })
  const made = await write.insertInto('tasks').values(rows).returning(['id', 'position']).execute()
  const ids = new Map(made.map(({ id, position }) => [position, id]))
  const idOf = (index: number) => ids.get(positions[index] ?? '') ?? 0
  const labelled = tasks.flatMap((task, index) =>
    labelsOf(task).map((label) => ({ task_id: idOf(index), label_id: label.id })),
  )
  await write.insertInto('task_labels').values(labelled).execute()
  const assigned = tasks.map((task, index) => ({
    task_id: idOf(index),
    user_id: place.people[task.assignee] ?? 0,
    assigned_at: at,
  }))
  await write.insertInto('task_assignees').values(assigned).execute()
}

const emptyTask = {
  priority: 'medium',
  parent_id: null,
  start_at: null,
  due_at: null,
  snoozed_until: null,
  snooze_reason: null,
  overdue_at: null,
  estimate_minutes: null,
  deleted_at: null,
} as const
