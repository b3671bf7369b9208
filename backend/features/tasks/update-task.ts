import type { Context } from '../../core/context.ts'
import type { Reader, Streams } from '../../core/database.ts'
import { allow, demand, found } from '../../core/errors.ts'
import type { UpdateTask } from './contract.ts'
import { findHome, streamOfHome, type Home } from './home-queries.ts'
import { mayAssignTask, mayCreateTask, mayEditTask, mayMoveTask } from './policy.ts'
import { shareTask } from './present.ts'
import { findVisibleTask, listSubtasks, streamOfTask, type TaskRow } from './queries.ts'
import { rewriteTask } from './rewrite-steps.ts'
import { takeTask, type TaskAtHand } from './steps.ts'

type Wish = Omit<UpdateTask, 'task_id' | 'version'>

/** Changes what is given and nothing else; into another project the subtasks go along. */
export function updateTask({ actor, mutate, now }: Context, { task_id, version, ...wish }: UpdateTask) {
  const { user_id } = actor
  return mutate(streamsOf(task_id, user_id, wish), async (write) => {
    const held = await takeTask(write, { task_id, version }, user_id)
    const home = await findNewHome(write, held.row, user_id, wish)
    allowWish(held, home, wish)
    const { assigned_to, labels, status, project_id: _, board_id: __, ...fields } = wish
    const at = now()
    const parent_id = await findParent(write, held.row, { home, parent_id: wish.parent_id, user_id })
    const rewritten = await rewriteTask(
      write,
      held,
      { home, status, assigned_to, labels, fields: { ...fields, parent_id } },
      at,
    )
    const { entries, task } = rewritten
    if (home) {
      for (const row of await listSubtasks(write, task_id)) {
        const subtask = await rewriteTask(write, { row, task: await shareTask(write, row) }, { home }, at)
        entries.push(...subtask.entries)
      }
    }
    return { entries, result: task }
  })
}

function streamsOf(task_id: number, user_id: number, wish: Wish): Streams {
  return async (db) => {
    const here = await streamOfTask(task_id)(db)
    return isElsewhere(wish) ? [...here, ...(await streamOfHome(user_id, wish)(db))] : here
  }
}

const isElsewhere = ({ project_id, board_id }: Wish) => project_id !== undefined || board_id !== undefined

/** The other board it is to lie on, if any. */
async function findNewHome(db: Reader, row: TaskRow, user_id: number, wish: Wish): Promise<Home | undefined> {
  if (!isElsewhere(wish)) return undefined
  const home = await findHome(db, user_id, { project_id: wish.project_id, board_id: wish.board_id })
  const stays = wish.board_id === undefined ? home.project_id === row.project_id : home.board_id === row.board_id
  return stays ? undefined : home
}

function allowWish({ access, people }: TaskAtHand, home: Home | undefined, { status, assigned_to, ...edits }: Wish) {
  if (status !== undefined) allow(mayMoveTask(access, people), 'task.move_forbidden')
  if (assigned_to !== undefined) allow(mayAssignTask(access, people), 'task.assign_forbidden')
  if (Object.values(edits).some((value) => value !== undefined)) {
    allow(mayEditTask(access, people), 'task.edit_forbidden')
  }
  if (home) allow(mayCreateTask(home.access), 'task.create_forbidden')
}

/** The task it is a part of from now on: in the same project, and no part of itself. */
async function findParent(
  db: Reader,
  row: TaskRow,
  { home, parent_id, user_id }: { home: Home | undefined; parent_id: number | null | undefined; user_id: number },
): Promise<number | null> {
  const project_id = home?.project_id ?? row.project_id
  if (parent_id === undefined) return project_id === row.project_id ? row.parent_id : null
  if (parent_id === null) return null
  const parent = found(await findVisibleTask(db, parent_id, user_id), 'task')
  demand(parent.project_id === project_id, 'task.parent_elsewhere')
  const below = await listSubtasks(db, row.id)
  demand(parent.id !== row.id && below.every(({ id }) => id !== parent.id), 'task.parent_inside')
  return parent.id
}
