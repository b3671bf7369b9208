import { expect, test } from 'vitest'
import { makeWorld } from '../../testing/world.ts'
import { CreateTask } from './contract.ts'
import { createTask } from './create-task.ts'
import { deleteTask } from './delete-task.ts'
import { finishTask } from './finish-task.ts'
import { getTask } from './get-task.ts'
import { snoozeTask } from './snooze-task.ts'

test('a finished task lies in the done column; finishing it again moves nothing', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Print the flyers')

  const done = await finishTask(world.vera, { task_id: task.id })
  world.wait(60_000)
  const again = await finishTask(world.vera, { task_id: task.id })

  expect(done).toMatchObject({ status: 'done', column_id: world.column('done') })
  expect(again).toMatchObject({ done_at: done.done_at, position: done.position })
  expect(world.journal()).toMatchObject([{ changes: { status: { to: 'done' } } }, { changes: {} }])
})

test('a guest finishes what was given to them and nothing else', async () => {
  const world = await makeWorld()
  const guest = await world.join('gleb', 'guest', { project_role: 'member' })
  const given = await world.addTask('Given', { assignees: ['gleb'] })
  const other = await world.addTask('Other')

  expect(await finishTask(guest, { task_id: given.id })).toMatchObject({ status: 'done' })
  await expect(finishTask(guest, { task_id: other.id })).rejects.toMatchObject({ code: 'task.move_forbidden' })
  await expect(finishTask(world.foma, { task_id: other.id })).rejects.toMatchObject({ code: 'task.not_found' })
})

test('a snoozed task tells until when and why, and wakes when asked', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Print the flyers')

  const asleep = await snoozeTask(world.vera, {
    task_id: task.id,
    until: '2026-03-05T09:00:00.000Z',
    reason: 'waiting',
  })
  const awake = await snoozeTask(world.vera, { task_id: task.id, until: null, reason: null })

  expect(asleep).toMatchObject({ snoozed_until: '2026-03-05T09:00:00.000Z', snooze_reason: 'waiting' })
  expect(awake).toMatchObject({ snoozed_until: null, snooze_reason: null, version: 3 })
})

test('nobody snoozes into the past, a closed task, or what is not theirs to move', async () => {
  const world = await makeWorld()
  const guest = await world.join('gleb', 'guest', { project_role: 'member' })
  const task = await world.addTask('Print the flyers')
  const closed = await world.addTask('Over', { status: 'done' })
  const until = '2026-03-05T09:00:00.000Z'

  await expect(
    snoozeTask(world.vera, { task_id: task.id, until: '2026-03-01T09:00:00.000Z', reason: null }),
  ).rejects.toMatchObject({ code: 'task.snooze_past' })
  await expect(snoozeTask(world.vera, { task_id: closed.id, until, reason: null })).rejects.toMatchObject({
    code: 'task.closed',
  })
  await expect(snoozeTask(guest, { task_id: task.id, until, reason: null })).rejects.toMatchObject({
    code: 'task.snooze_forbidden',
  })
  await expect(snoozeTask(world.foma, { task_id: task.id, until, reason: null })).rejects.toMatchObject({
    code: 'task.not_found',
  })
})

test('what is thrown away is gone for everyone, with its parts, and the journal names only what it was', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Fair')
  const part = await createTask(world.vera, CreateTask.parse({ title: 'Tent', parent_id: task.id }))
  const before = world.journal().length

  const gone = await deleteTask(world.vera, { task_id: task.id })

  expect(gone).toMatchObject({ deleted_at: world.house.now(), version: 2 })
  expect(world.journal().slice(before)).toMatchObject([
    { kind: 'task_deleted', task: { id: task.id, version: 2 }, changes: { title: { from: 'Fair', to: null } } },
    { kind: 'task_deleted', task: { id: part.id, version: 2 } },
  ])
  for (const { id } of [task, part]) {
    await expect(getTask(world.vera, { task_id: id })).rejects.toMatchObject({ code: 'task.not_found' })
  }
})

test('a member throws away their own tasks only', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const given = await world.addTask('Given', { assignees: ['ivan'] })
  const own = await world.addTask('Own', { creator: 'ivan' })

  await expect(deleteTask(ivan, { task_id: given.id })).rejects.toMatchObject({ code: 'task.delete_forbidden' })
  await expect(deleteTask(world.foma, { task_id: own.id })).rejects.toMatchObject({ code: 'task.not_found' })
  expect(await deleteTask(ivan, { task_id: own.id })).toMatchObject({ id: own.id })
})
