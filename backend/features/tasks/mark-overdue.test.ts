import { expect, onTestFinished, test } from 'vitest'
import { systemActor } from '../../core/actor.ts'
import { makeContext, type Context } from '../../core/context.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import { markOverdue } from './mark-overdue.ts'
import { snoozeTask } from './snooze-task.ts'
import { updateTask } from './update-task.ts'
import { wakeSnoozed } from './wake-snoozed.ts'

const NOON = '2026-03-02T12:00:00.000Z'
const house = (world: World): Context => makeContext(world.house, systemActor)

test('a task past its due time is marked once, and everybody who sees it is told', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Print the flyers', { due_at: NOON })
  await world.addTask('Over', { due_at: NOON, status: 'done' })
  await world.addTask('Tomorrow', { due_at: '2026-03-03T12:00:00.000Z' })
  world.setTime(NOON)

  const marked = [await markOverdue(house(world), { limit: 100 }), await markOverdue(house(world), { limit: 100 })]

  expect(marked).toEqual([1, 0])
  expect(world.journal()).toMatchObject([
    { kind: 'task_updated', via: 'job', changes: { overdue_at: { from: null, to: NOON } }, task: { id: task.id } },
  ])
})

test('time again takes the mark away', async () => {
  const world = await makeWorld()
  const { id: task_id } = await world.addTask('Print the flyers', { due_at: NOON })
  world.setTime(NOON)
  await markOverdue(house(world), { limit: 100 })

  const later = await updateTask(world.vera, { task_id, due_at: '2026-03-02T18:00:00.000Z' })

  expect(later.overdue_at).toBeNull()
})

test('a task put aside is not overdue until it wakes', async () => {
  const world = await makeWorld()
  const { id: task_id } = await world.addTask('Print the flyers', { due_at: NOON })
  await snoozeTask(world.vera, { task_id, until: '2026-03-02T13:00:00.000Z', reason: 'waiting' })
  world.setTime('2026-03-02T12:30:00.000Z')
  const asleep = [await wakeSnoozed(house(world), { limit: 100 }), await markOverdue(house(world), { limit: 100 })]
  const before = world.journal().length

  world.setTime('2026-03-02T13:00:00.000Z')
  const awake = [await wakeSnoozed(house(world), { limit: 100 }), await markOverdue(house(world), { limit: 100 })]

  expect([asleep, awake]).toEqual([
    [0, 0],
    [1, 1],
  ])
  expect(world.journal().slice(before)).toMatchObject([
    { changes: { snoozed_until: { to: null }, snooze_reason: { to: null } } },
    { changes: { overdue_at: { to: '2026-03-02T13:00:00.000Z' } } },
  ])
})

test('more than one batch is marked, and two instances at once mark each task once', async () => {
  const world = await makeWorld()
  for (let n = 0; n < 120; n++) await world.addTask(`n${n}`, { due_at: NOON })
  const database = world.place.open()
  onTestFinished(() => database.close())
  const other = makeContext({ ...world.house, database }, systemActor)
  world.setTime(NOON)

  const counts = await Promise.all([markOverdue(house(world), { limit: 1000 }), markOverdue(other, { limit: 1000 })])
  counts.push(await markOverdue(house(world), { limit: 1000 }))

  expect(counts.reduce((sum, count) => sum + count)).toBe(120)
  expect(world.journal()).toHaveLength(120)
})
