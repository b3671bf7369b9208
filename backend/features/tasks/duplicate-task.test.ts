import { expect, test } from 'vitest'
import { makeWorld } from '../../testing/world.ts'
import { addChecklistItem } from '../checklist/add-checklist-item.ts'
import { AddChecklistItem } from '../checklist/contract.ts'
import { updateChecklistItem } from '../checklist/update-checklist-item.ts'
import { CreateTask } from './contract.ts'
import { createTask } from './create-task.ts'
import { duplicateTask } from './duplicate-task.ts'
import { finishTask } from './finish-task.ts'
import { listSubtasks } from './queries.ts'

test('a copy has what was planned and nothing of what was done, with its parts in their order', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const fields = { project_id: world.home.project.id, labels: ['red'], assigned_to: [ivan.actor.user_id] }
  const wish = { title: 'Fair', priority: 'high', estimate_minutes: 30, due_at: '2026-04-01T09:00:00Z', ...fields }
  const { id: task_id } = await createTask(world.vera, CreateTask.parse(wish))
  const item = await addChecklistItem(world.vera, AddChecklistItem.parse({ task_id, text: 'Permit' }))
  await updateChecklistItem(world.vera, { task_id, item_id: item.id, done: true })
  const tent = await createTask(world.vera, CreateTask.parse({ title: 'Tent', parent_id: task_id }))
  await createTask(world.vera, CreateTask.parse({ title: 'Poles', parent_id: tent.id }))
  await finishTask(world.vera, { task_id })
  const before = world.journal().length

  const copy = await duplicateTask(ivan, { task_id, title: 'Fair in May' })

  expect(copy).toMatchObject({
    title: 'Fair in May',
    status: 'todo',
    done_at: null,
    priority: 'high',
    estimate_minutes: 30,
    due_at: '2026-04-01T09:00:00.000Z',
    creator: { name: 'ivan' },
    assignees: [{ name: 'ivan' }],
    labels: [{ name: 'red' }],
    checklist: [{ text: 'Permit', done_at: null }],
    version: 1,
  })
  const parts = await listSubtasks(world.database.read, copy.id)
  expect(parts.map(({ title, parent_id }) => [title, parent_id])).toEqual([
    ['Tent', copy.id],
    ['Poles', parts[0]?.id],
  ])
  const kinds = world.journal().slice(before)
  expect(kinds.map(({ kind }) => kind)).toEqual(['task_created', 'task_created', 'task_created'])
})

test('a viewer copies nothing, and a stranger knows of nothing to copy', async () => {
  const world = await makeWorld()
  const viewer = await world.join('olga', 'member', { project_role: 'viewer' })
  const { id: task_id } = await world.addTask('Fair')

  await expect(duplicateTask(viewer, { task_id })).rejects.toMatchObject({ code: 'task.create_forbidden' })
  await expect(duplicateTask(world.foma, { task_id })).rejects.toMatchObject({ code: 'task.not_found' })
})

test('more than a hundred parts are not copied at once', async () => {
  const world = await makeWorld()
  const { id: task_id } = await world.addTask('Fair')
  for (let n = 0; n < 100; n++)
    await createTask(world.vera, CreateTask.parse({ title: `Part ${n}`, parent_id: task_id }))

  await expect(duplicateTask(world.vera, { task_id })).rejects.toMatchObject({ code: 'task.too_many_parts' })
})
