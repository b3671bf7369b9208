import { expect, test } from 'vitest'
import { makeWorld, type World } from '../../testing/world.ts'
import { addWatcher } from '../watchers/add-watcher.ts'
import { CreateTask, UpdateTask } from '../tasks/contract.ts'
import { createTask } from '../tasks/create-task.ts'
import { deleteTask } from '../tasks/delete-task.ts'
import { finishTask } from '../tasks/finish-task.ts'
import { getTask } from '../tasks/get-task.ts'
import { moveTask } from '../tasks/move-task.ts'
import { updateTask } from '../tasks/update-task.ts'
import { undoChange } from './undo-change.ts'

/** The last entry, as a client names it. */
function last(world: World, back = 1): { entry: string } {
  const entry = world.journal().at(-back)
  return { entry: `${entry?.stream}@${entry?.seq}` }
}

test('an edit is taken back with all its fields, and the journal tells of it as of any change', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const wish = { title: 'Fair', labels: ['red'], project_id: world.home.project.id }
  const { id: task_id } = await createTask(world.vera, CreateTask.parse(wish))
  const edit = { title: 'Feast', labels: ['blue'], priority: 'high', due_at: '2026-04-01T09:00:00Z' }
  await updateTask(world.vera, UpdateTask.parse({ task_id, ...edit, assigned_to: [ivan.actor.user_id] }))

  const back = await undoChange(world.vera, last(world))

  expect(back).toMatchObject({ title: 'Fair', priority: 'medium', due_at: null, assignees: [], version: 3 })
  expect(back.labels.map(({ name }) => name)).toEqual(['red'])
  expect(world.journal().at(-1)).toMatchObject({ changes: { title: { from: 'Feast', to: 'Fair' } } })
  const again = await undoChange(world.vera, last(world))
  expect(again).toMatchObject({ title: 'Feast', assignees: [{ name: 'ivan' }] })
})

test('a move and finishing are taken back to the very place, or to the end if that is taken', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Fair')
  const other = await world.addTask('Other')
  await finishTask(world.vera, { task_id: task.id })
  const open = await undoChange(world.vera, last(world))
  await moveTask(world.vera, { task_id: task.id, status: 'review' })
  const moved = last(world)
  await world.database.mutate(
    { actor: world.vera.actor, request: undefined, now: world.house.now, announce: () => {} },
    () => Promise.resolve([`team:${task.team_id}`]),
    async (write) => {
      await write.updateTable('tasks').set({ position: task.position }).where('id', '=', other.id).execute()
      const stream = `team:${task.team_id}`
      const refs = { team_id: task.team_id }
      const team = { ...world.home.team }
      return {
        entries: [{ stream, audience: stream, refs, kind: 'team_updated', changes: {}, team }],
        result: undefined,
      }
    },
  )
  const back = await undoChange(world.vera, moved)

  expect(open).toMatchObject({ status: 'todo', done_at: null, position: task.position, column_id: task.column_id })
  expect(back).toMatchObject({ status: 'todo', column_id: task.column_id })
  expect(back.position > task.position).toBe(true)
})

test('what was thrown away is back with its parts', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Fair')
  const part = await createTask(world.vera, CreateTask.parse({ title: 'Tent', parent_id: task.id }))
  await deleteTask(world.vera, { task_id: task.id })

  await undoChange(world.vera, last(world, 2))

  expect(await getTask(world.vera, { task_id: part.id })).toMatchObject({ parent_id: task.id })
})

test('nothing is taken back that somebody has changed since, that another did, or that is no such change', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'manager')
  const { id: task_id } = await world.addTask('Fair')
  await updateTask(world.vera, { task_id, title: 'Feast' })
  const first = last(world)

  await expect(undoChange(ivan, first)).rejects.toMatchObject({ code: 'entry.not_found', status: 404 })
  await expect(undoChange(world.foma, first)).rejects.toMatchObject({ code: 'entry.not_found' })
  await expect(undoChange(world.vera, { entry: 'team:999@1' })).rejects.toMatchObject({ code: 'entry.not_found' })
  await addWatcher(ivan, { task_id })
  await expect(undoChange(ivan, last(world))).rejects.toMatchObject({ code: 'undo.impossible', status: 422 })
  await expect(undoChange(world.vera, first)).rejects.toMatchObject({ code: 'undo.too_late', status: 409 })
})

test('whoever has lost the right to do a thing does not take it back either', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const { id: task_id } = await world.addTask('Fair', { assignees: ['ivan'] })
  await updateTask(ivan, { task_id, title: 'Mine', assigned_to: [] })

  await expect(undoChange(ivan, last(world))).rejects.toMatchObject({ code: 'task.edit_forbidden', status: 403 })
})
