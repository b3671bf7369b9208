import type { Updateable } from 'kysely'
import type { Writer } from '../../core/database.ts'
import type { Entry } from '../../entries.ts'
import { findOrMakeLabels, setTaskLabels } from '../labels/steps.ts'
import type { SharedTask } from './contract.ts'
import type { Home } from './home-queries.ts'
import { taskLeft, taskUpdated } from './journal.ts'
import { searchOfTask } from './make-steps.ts'
import { assign, forgetOutsiders, unassignOutsiders } from './people-steps.ts'
import { shareTask } from './present.ts'
import { changeTask, fieldsOfStatus, findPlace, type TaskAtHand } from './steps.ts'
import type { TasksTable } from './table.ts'
import type { Status } from './values.ts'

export interface Rewrite {
  /** Another board; in another project the labels go along by name, and assignees who don't see it are taken off. */
  home?: Home | undefined
  status?: Status | undefined
  assigned_to?: number[] | undefined
  labels?: (number | string)[] | undefined
  fields?: Updateable<TasksTable>
}
type Held = Pick<TaskAtHand, 'row' | 'task'>

/** Writes what is wished of a task and what follows from it; those who lose sight of it are told only that. */
export async function rewriteTask(
  write: Writer,
  held: Held,
  { home, status, assigned_to, labels, fields = {} }: Rewrite,
  at: string,
): Promise<{ entries: [Entry, ...Entry[]]; task: SharedTask }> {
  const { row } = held
  const project_id = home?.project_id ?? row.project_id
  const leaves = project_id !== row.project_id
  await rewritePeople(write, held, { project_id, leaves, assigned_to }, at)
  const labels_now = await rewriteLabels(write, held, { project_id, leaves, labels }, at)
  const { title = row.title, description = row.description } = fields
  const { task, changes } = await changeTask(
    write,
    held,
    {
      ...fields,
      ...(await fieldsOfPlace(write, held, { home, status }, at)),
      ...fieldsOfDue(fields.due_at, at),
      search: searchOfTask({ title, description, labels: labels_now }),
    },
    at,
    (changed) => shareTask(write, changed),
  )
  const updated = taskUpdated(task, changes)
  const { team_id, project_id: former_id } = row
  return { task, entries: leaves ? [taskLeft(task, { team_id, project_id: former_id }), updated] : [updated] }
}

interface Crossing {
  project_id: number
  leaves: boolean
}

async function rewritePeople(
  write: Writer,
  { row, task }: Held,
  { project_id, leaves, assigned_to }: Crossing & Pick<Rewrite, 'assigned_to'>,
  at: string,
) {
  const place = { task_id: row.id, project_id }
  const current = task.assignees.map(({ id }) => id)
  if (leaves) await forgetOutsiders(write, place)
  if (assigned_to) await assign(write, place, assigned_to, at)
  else if (leaves) await unassignOutsiders(write, place, current, at)
}

async function rewriteLabels(
  write: Writer,
  { row, task }: Held,
  { project_id, leaves, labels }: Crossing & Pick<Rewrite, 'labels'>,
  at: string,
): Promise<{ name: string }[]> {
  const names = task.labels.map(({ name }) => name)
  const wishes = labels ?? (leaves ? names : undefined)
  if (!wishes) return task.labels
  const wanted = await findOrMakeLabels(write, project_id, wishes, at)
  await setTaskLabels(write, row.id, wanted)
  return wanted
}

async function fieldsOfPlace(
  write: Writer,
  { row }: Held,
  { home, status = row.status }: Pick<Rewrite, 'home' | 'status'>,
  at: string,
): Promise<Updateable<TasksTable>> {
  if (!home && status === row.status) return {}
  const from = home ? { id: row.id, board_id: home.board_id, column_id: 0, status } : row
  const { status: placed, ...place } = await findPlace(write, from, { status })
  const ids = home && { team_id: home.team_id, project_id: home.project_id, board_id: home.board_id }
  return { ...ids, ...place, ...fieldsOfStatus(row, placed, at) }
}

/** A task that has time again is not overdue. */
function fieldsOfDue(due_at: string | null | undefined, at: string): Updateable<TasksTable> {
  return due_at === null || (due_at !== undefined && due_at > at) ? { overdue_at: null } : {}
}
