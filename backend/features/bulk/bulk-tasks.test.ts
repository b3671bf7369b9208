import { expect, test } from 'vitest'
import { makeWorld } from '../../testing/world.ts'
import { CreateTask } from '../tasks/contract.ts'
import { createTask } from '../tasks/create-task.ts'
import { getTask } from '../tasks/get-task.ts'
import { bulkTasks } from './bulk-tasks.ts'
import { BulkTasks } from './contract.ts'

test('many are changed with an entry each, and those refused say why and stay as they are', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const [own, given, other] = [
    await world.addTask('Own', { creator: 'ivan' }),
    await world.addTask('Given', { assignees: ['ivan'] }),
    await world.addTask('Other'),
  ]
  const foreign = await createTask(
    world.foma,
    CreateTask.parse({ title: 'Foreign', project_id: world.foreign.project.id }),
  )
  const before = world.journal().length
  const task_ids = [own.id, other.id, given.id, foreign.id, own.id]

  const answer = await bulkTasks(ivan, { task_ids, change: { priority: 'high', labels: ['red'], status: 'review' } })

  expect(answer.changed.map(({ id }) => id)).toEqual([own.id, given.id])
  expect(answer.changed[0]).toMatchObject({ priority: 'high', status: 'review', labels: [{ name: 'red' }] })
  expect(answer.refused).toEqual([
    { task_id: other.id, code: 'task.edit_forbidden', status: 403 },
    { task_id: foreign.id, code: 'task.not_found', status: 404 },
  ])
  expect(await getTask(world.vera, { task_id: other.id })).toMatchObject({ priority: 'medium', version: 1 })
  expect(world.journal().slice(before)).toMatchObject([
    { kind: 'task_updated', task: { id: own.id } },
    { kind: 'task_updated', task: { id: given.id } },
  ])
})

test('if all are refused the request is, with the reason of the first', async () => {
  const world = await makeWorld()
  const [one, two] = [await world.addTask('one'), await world.addTask('two')]

  await expect(bulkTasks(world.foma, { task_ids: [one.id, two.id], action: 'done' })).rejects.toMatchObject({
    code: 'task.not_found',
    status: 404,
  })
  const outside = { assigned_to: [world.foma.actor.user_id] }
  await expect(bulkTasks(world.vera, { task_ids: [one.id], change: outside })).rejects.toMatchObject({
    code: 'task.assignee_outside',
  })
})

test('parts thrown away with their whole are not refused', async () => {
  const world = await makeWorld()
  const whole = await world.addTask('Fair')
  const part = await createTask(world.vera, CreateTask.parse({ title: 'Tent', parent_id: whole.id }))

  const answer = await bulkTasks(world.vera, { task_ids: [whole.id, part.id], action: 'delete' })

  expect(answer).toMatchObject({ changed: [{ id: whole.id }], refused: [] })
  await expect(getTask(world.vera, { task_id: part.id })).rejects.toMatchObject({ code: 'task.not_found' })
})

test('two hundred are finished at once, and no more', async () => {
  const world = await makeWorld()
  const task_ids = []
  for (let n = 0; n < 200; n++) task_ids.push((await world.addTask(`n${n}`)).id)

  const { changed } = await bulkTasks(world.vera, { task_ids, action: 'done' })

  expect(changed.filter(({ status }) => status === 'done')).toHaveLength(200)
  for (const wrong of [
    { task_ids: [...task_ids, 1], action: 'done' },
    { task_ids: [], action: 'done' },
    { task_ids: [1] },
    { task_ids: [1], action: 'done', change: { priority: 'low' } },
    { task_ids: [1], change: {} },
  ])
    expect(BulkTasks.safeParse(wrong).success).toBe(false)
})
