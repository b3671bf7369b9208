import { expect, onTestFinished, test } from 'vitest'
import { MINUTE_MS } from '../../core/time.ts'
import { makeContext } from '../../core/context.ts'
import { makeWorld } from '../../testing/world.ts'
import { getTask } from '../tasks/get-task.ts'
import { addTime } from './add-time.ts'
import { listTime } from './list-time.ts'
import { removeTime } from './remove-time.ts'
import { startTimer } from './start-timer.ts'
import { stopTimer } from './stop-timer.ts'
import { updateTime } from './update-time.ts'

test('what is noted, corrected and taken back adds up in the task, and the journal says so', async () => {
  const world = await makeWorld()
  const { id: task_id } = await world.addTask('Fair')
  const spent = async () => (await getTask(world.vera, { task_id })).spent_minutes

  const tent = await addTime(world.vera, { task_id, minutes: 30, note: 'Tent' })
  const cake = await addTime(world.vera, { task_id, minutes: 45, note: '' })
  const noted = await spent()
  await updateTime(world.vera, { task_id, time_id: tent.id, minutes: 40 })
  const corrected = await spent()
  await removeTime(world.vera, { task_id, time_id: cake.id })

  expect([noted, corrected, await spent()]).toEqual([75, 85, 40])
  expect(tent.started_at).toBe('2026-03-02T08:30:00.000Z')
  expect(world.journal()).toMatchObject([
    { kind: 'time_added', time: { minutes: 30, note: 'Tent' } },
    { kind: 'task_updated', changes: { spent_minutes: { from: 0, to: 30 } } },
    { kind: 'time_added' },
    { kind: 'task_updated', changes: { spent_minutes: { from: 30, to: 75 } } },
    { kind: 'time_updated', changes: { minutes: { from: 30, to: 40 } } },
    { kind: 'task_updated' },
    { kind: 'time_removed', changes: { time: { from: 45, to: null } } },
    { kind: 'task_updated', changes: { spent_minutes: { from: 85, to: 40 } } },
  ])
})

test('a person has one timer: starting another stops and notes the first', async () => {
  const world = await makeWorld()
  const [fair, cake] = [await world.addTask('Fair'), await world.addTask('Cake')]

  await startTimer(world.vera, { task_id: fair.id, note: '' })
  world.wait(25 * MINUTE_MS)
  await startTimer(world.vera, { task_id: cake.id, note: '' })
  world.wait(10_000)
  const stopped = await stopTimer(world.vera, { task_id: cake.id })

  expect((await getTask(world.vera, { task_id: fair.id })).spent_minutes).toBe(25)
  expect(stopped.minutes).toBe(1)
  await expect(stopTimer(world.vera, { task_id: cake.id })).rejects.toMatchObject({ code: 'time.not_running' })
})

test('a timer that runs is not started again, nor corrected, but can be taken back', async () => {
  const world = await makeWorld()
  const { id: task_id } = await world.addTask('Fair')
  const { id: time_id } = await startTimer(world.vera, { task_id, note: '' })

  await expect(startTimer(world.vera, { task_id, note: '' })).rejects.toMatchObject({ code: 'time.running' })
  await expect(updateTime(world.vera, { task_id, time_id, minutes: 5 })).rejects.toMatchObject({
    code: 'time.running',
  })
  await removeTime(world.vera, { task_id, time_id })
  expect((await listTime(world.vera, { task_id, limit: 50 })).items).toEqual([])
})

test('two devices starting at once leave one timer running', async () => {
  const world = await makeWorld()
  const database = world.place.open()
  onTestFinished(() => database.close())
  const phone = makeContext({ ...world.house, database }, world.vera.actor)
  const tasks = [await world.addTask('a'), await world.addTask('b'), await world.addTask('c'), await world.addTask('d')]

  await Promise.all(tasks.map(({ id }, n) => startTimer(n % 2 ? phone : world.vera, { task_id: id, note: '' })))

  const rows = await world.database.read.selectFrom('time_entries').select('minutes').execute()
  expect(rows.filter(({ minutes }) => minutes === null)).toHaveLength(1)
  expect(rows).toHaveLength(4)
})

test('one corrects own time only, unless one leads; a viewer notes none, a stranger sees none', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const viewer = await world.join('olga', 'member', { project_role: 'viewer' })
  const { id: task_id } = await world.addTask('Fair')
  const { id: time_id } = await addTime(world.vera, { task_id, minutes: 5, note: '' })
  const own = await addTime(ivan, { task_id, minutes: 5, note: '' })

  await expect(updateTime(ivan, { task_id, time_id, minutes: 6 })).rejects.toMatchObject({ code: 'time.forbidden' })
  await expect(removeTime(ivan, { task_id, time_id })).rejects.toMatchObject({ code: 'time.forbidden' })
  await expect(addTime(viewer, { task_id, minutes: 5, note: '' })).rejects.toMatchObject({ code: 'time.forbidden' })
  await expect(startTimer(viewer, { task_id, note: '' })).rejects.toMatchObject({ code: 'time.forbidden' })
  await expect(listTime(world.foma, { task_id, limit: 5 })).rejects.toMatchObject({ code: 'task.not_found' })
  expect(await updateTime(world.vera, { task_id, time_id: own.id, note: 'Tent' })).toMatchObject({ note: 'Tent' })
  const first = await listTime(ivan, { task_id, limit: 1 })
  const second = await listTime(ivan, { task_id, limit: 1, cursor: first.next ?? '' })
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([own.id, time_id])
})
