import { expect, test } from 'vitest'
import { makeWorld, type World } from '../../testing/world.ts'
import { CreateTask } from '../tasks/contract.ts'
import { createTask } from '../tasks/create-task.ts'
import { deleteTask } from '../tasks/delete-task.ts'
import { finishTask } from '../tasks/finish-task.ts'
import { updateTask } from '../tasks/update-task.ts'
import { addReminder } from './add-reminder.ts'
import { listReminders } from './list-reminders.ts'
import { removeReminder } from './remove-reminder.ts'

const NOON = '2026-03-02T12:00:00.000Z'
const ELEVEN = '2026-03-02T11:00:00.000Z'

async function dueAtNoon(world: World, fields: object = {}) {
  const wish = { title: 'Print the flyers', project_id: world.home.project.id, due_at: NOON, ...fields }
  return createTask(world.vera, CreateTask.parse(wish))
}

const waiting = (world: World) =>
  world.database.read
    .selectFrom('reminders')
    .innerJoin('users', 'users.id', 'reminders.user_id')
    .select(['users.name', 'remind_at', 'origin'])
    .where('fired_at', 'is', null)
    .orderBy('users.name')
    .orderBy('remind_at')
    .execute()

test('whoever is responsible is reminded an hour before: the assignees, or the creator of what nobody was given', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')

  await dueAtNoon(world)
  await dueAtNoon(world, { assigned_to: [ivan.actor.user_id] })

  expect(await waiting(world)).toEqual([
    { name: 'ivan', remind_at: ELEVEN, origin: 'due' },
    { name: 'vera', remind_at: ELEVEN, origin: 'due' },
  ])
})

test('no reminder is made in the past', async () => {
  const world = await makeWorld()

  await dueAtNoon(world, { due_at: '2026-03-02T09:30:00.000Z' })

  expect(await waiting(world)).toEqual([])
})

test('reminders follow the due time, the people and the end of a task', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const task_id = (await dueAtNoon(world)).id

  await updateTask(world.vera, { task_id, due_at: '2026-03-02T15:00:00.000Z' })
  expect(await waiting(world)).toEqual([{ name: 'vera', remind_at: '2026-03-02T14:00:00.000Z', origin: 'due' }])

  await updateTask(world.vera, { task_id, assigned_to: [ivan.actor.user_id] })
  expect(await waiting(world)).toMatchObject([{ name: 'ivan' }])

  await finishTask(ivan, { task_id })
  expect(await waiting(world)).toEqual([])

  await updateTask(ivan, { task_id, status: 'todo' })
  expect(await waiting(world)).toMatchObject([{ name: 'ivan', remind_at: '2026-03-02T14:00:00.000Z' }])

  await updateTask(world.vera, { task_id, due_at: null })
  expect(await waiting(world)).toEqual([])

  await updateTask(world.vera, { task_id, due_at: NOON })
  await deleteTask(world.vera, { task_id })
  expect(await waiting(world)).toEqual([])
})

test('a default reminder that was taken back does not return with every edit', async () => {
  const world = await makeWorld()
  const task_id = (await dueAtNoon(world)).id
  const { items } = await listReminders(world.vera, { task_id, limit: 50 })

  await removeReminder(world.vera, { task_id, reminder_id: items[0]?.id ?? 0 })
  await updateTask(world.vera, { task_id, title: 'Print', status: 'in_progress' })

  expect(await waiting(world)).toEqual([])
})

test('one chooses a moment, or so many minutes before, which then moves with the task', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const task_id = (await dueAtNoon(world)).id

  const before = await addReminder(ivan, { task_id, minutes_before: 15 })
  const moment = await addReminder(ivan, { task_id, remind_at: '2026-03-02T10:00:00.000Z' })
  await updateTask(world.vera, { task_id, due_at: '2026-03-02T15:00:00.000Z' })

  const { items } = await listReminders(ivan, { task_id, limit: 50 })
  expect(items).toEqual([moment, { ...before, remind_at: '2026-03-02T14:45:00.000Z' }])
  expect(world.journal()).toMatchObject([
    { kind: 'task_created' },
    { kind: 'reminder_added', stream: `user:${ivan.actor.user_id}`, reminder: before },
    { kind: 'reminder_added', audience: `user:${ivan.actor.user_id}`, reminder: moment },
    { kind: 'task_updated' },
  ])
})

test('a chosen distance survives a due time that is taken away or too near, and counts again from the next one', async () => {
  const world = await makeWorld()
  const task_id = (await dueAtNoon(world)).id
  await addReminder(world.vera, { task_id, minutes_before: 120 })

  await updateTask(world.vera, { task_id, due_at: '2026-03-02T09:45:00.000Z' })
  expect(await waiting(world)).toEqual([])
  await updateTask(world.vera, { task_id, due_at: null })
  await updateTask(world.vera, { task_id, due_at: '2026-03-03T12:00:00.000Z' })

  expect((await waiting(world)).map(({ remind_at }) => remind_at)).toEqual([
    '2026-03-03T10:00:00.000Z',
    '2026-03-03T11:00:00.000Z',
  ])
})

test('a reminder needs a moment that is still to come, a due time to count from, and an open task', async () => {
  const world = await makeWorld()
  const undated = await world.addTask('Some day')
  const closed = await world.addTask('Over', { status: 'done' })
  const task_id = (await dueAtNoon(world)).id

  await expect(addReminder(world.vera, { task_id: undated.id, minutes_before: 5 })).rejects.toMatchObject({
    code: 'reminder.no_due',
  })
  await expect(addReminder(world.vera, { task_id, minutes_before: 600 })).rejects.toMatchObject({
    code: 'reminder.past',
  })
  await expect(addReminder(world.vera, { task_id: closed.id, remind_at: NOON })).rejects.toMatchObject({
    code: 'task.closed',
  })
  await expect(addReminder(world.vera, { task_id, remind_at: ELEVEN })).rejects.toMatchObject({
    code: 'reminder.exists',
    status: 409,
  })
})

test("nobody sees or takes back another's reminders, and a stranger not even the task", async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const task_id = (await dueAtNoon(world)).id
  const { items } = await listReminders(world.vera, { task_id, limit: 50 })
  const reminder_id = items[0]?.id ?? 0

  expect((await listReminders(ivan, { task_id, limit: 50 })).items).toEqual([])
  await expect(removeReminder(ivan, { task_id, reminder_id })).rejects.toMatchObject({ code: 'reminder.not_found' })
  await expect(removeReminder(world.foma, { task_id, reminder_id })).rejects.toMatchObject({ code: 'task.not_found' })
  await expect(addReminder(world.foma, { task_id, remind_at: NOON })).rejects.toMatchObject({ code: 'task.not_found' })
  await expect(listReminders(world.foma, { task_id, limit: 50 })).rejects.toMatchObject({ code: 'task.not_found' })
})

test('reminders come in pages', async () => {
  const world = await makeWorld()
  const task_id = (await dueAtNoon(world)).id
  for (const minutes_before of [10, 20, 30]) await addReminder(world.vera, { task_id, minutes_before })

  const first = await listReminders(world.vera, { task_id, limit: 3 })
  const second = await listReminders(world.vera, { task_id, limit: 3, cursor: first.next ?? '' })

  expect([...first.items, ...second.items].map(({ minutes_before }) => minutes_before)).toEqual([60, 30, 20, 10])
  expect(second.next).toBeNull()
})
