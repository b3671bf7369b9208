import type { Context } from '../../core/context.ts'
import type { Writer } from '../../core/database.ts'
import { allow, demand, found } from '../../core/errors.ts'
import { findAccess, listProjectAudience } from '../projects/queries.ts'
import { CreateTask, type DuplicateTask, type SharedTask } from './contract.ts'
import { taskCreated } from './journal.ts'
import { makeTask } from './make-steps.ts'
import { mayCreateTask } from './policy.ts'
import { shareTask } from './present.ts'
import { findVisibleTask, listSubtasks, streamOfTask, type TaskRow } from './queries.ts'
import { isClosed, MOST_COPIES } from './values.ts'

/** The same task once more with its labels, people, steps and subtasks; nothing of it is done yet. */
export function duplicateTask({ actor, mutate, now }: Context, { task_id, title }: DuplicateTask) {
  const { user_id } = actor
  return mutate(streamOfTask(task_id), async (write) => {
    const row = found(await findVisibleTask(write, task_id, user_id), 'task')
    const access = found(await findAccess(write, row.project_id, user_id), 'task')
    allow(mayCreateTask(access), 'task.create_forbidden')
    const parts = await listSubtasks(write, task_id)
    demand(parts.length < MOST_COPIES, 'task.too_many_parts')
    const inside = new Set(await listProjectAudience(write, row.project_id))
    const made = { creator_id: user_id, at: now(), inside }
    const copy = await copyTask(write, row, { ...made, parent_id: row.parent_id, title: title ?? row.title })
    const copies = new Map([[task_id, copy.id]])
    const entries = []
    for (const part of inOrder(parts, task_id)) {
      const parent_id = copies.get(part.parent_id ?? 0) ?? copy.id
      const { id, ...same } = await copyTask(write, part, { ...made, parent_id, title: part.title })
      copies.set(part.id, id)
      entries.push(taskCreated({ id, ...same }))
    }
    return { entries: [taskCreated(copy), ...entries], result: copy }
  })
}

interface Copy {
  creator_id: number
  at: string
  inside: Set<number>
  parent_id: number | null
  title: string
}

async function copyTask(write: Writer, row: TaskRow, { inside, parent_id, title, ...made }: Copy): Promise<SharedTask> {
  const task = await shareTask(write, row)
  const { description, priority, start_at, due_at, estimate_minutes } = task
  const { id } = await makeTask(
    write,
    row,
    CreateTask.parse({
      title,
      description,
      priority,
      start_at,
      due_at,
      estimate_minutes,
      parent_id,
      status: isClosed(task.status) ? 'todo' : task.status,
      assigned_to: task.assignees.map((person) => person.id).filter((person) => inside.has(person)),
      labels: task.labels.map((label) => label.id),
    }),
    made,
  )
  if (task.checklist.length > 0) {
    await write
      .insertInto('checklist_items')
      .values(
        task.checklist.map(({ text, position, assignee_id, due_at: item_due_at }) => ({
          task_id: id,
          text,
          position,
          assignee_id: assignee_id !== null && inside.has(assignee_id) ? assignee_id : null,
          due_at: item_due_at,
          created_by: made.creator_id,
          created_at: made.at,
        })),
      )
      .execute()
  }
  const copy = await write.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return shareTask(write, copy)
}

/** Every part after the one it belongs to. */
function inOrder(parts: TaskRow[], top: number): TaskRow[] {
  const below = parts.filter(({ parent_id }) => parent_id === top)
  return below.flatMap((part) => [part, ...inOrder(parts, part.id)])
}
