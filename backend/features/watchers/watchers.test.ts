import { expect, test } from 'vitest'
import { makeWorld } from '../../testing/world.ts'
import { whoIsTold } from '../notifications/policy.ts'
import { finishTask } from '../tasks/finish-task.ts'
import { updateTask } from '../tasks/update-task.ts'
import { addWatcher } from './add-watcher.ts'
import { listWatchers } from './list-watchers.ts'
import { removeWatcher } from './remove-watcher.ts'

test('a watcher is told of the task like its creator, until they watch no more', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const { user_id } = ivan.actor
  const { id: task_id } = await world.addTask('Fair')

  const watched = await addWatcher(ivan, { task_id })
  await finishTask(world.vera, { task_id })
  const left = await removeWatcher(ivan, { task_id, user_id })
  await updateTask(world.vera, { task_id, status: 'todo' })

  const told = world.journal().map((entry) => whoIsTold(entry).map((telling) => [telling.user_id, telling.kind]))
  expect(watched.watchers).toEqual([{ id: user_id, name: 'ivan' }])
  expect(left.watchers).toEqual([])
  expect(told).toEqual([[], [[user_id, 'moved']], [], []])
})

test('watching twice is watching once', async () => {
  const world = await makeWorld()
  const { id: task_id } = await world.addTask('Fair')

  await addWatcher(world.vera, { task_id })
  const again = await addWatcher(world.vera, { task_id })

  expect(again.watchers).toHaveLength(1)
})

test('who leads the project lets others watch, if they see it; others only themselves', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const viewer = await world.join('olga', 'member', { project_role: 'viewer' })
  const { id: task_id } = await world.addTask('Fair')
  const user_id = viewer.actor.user_id

  await expect(addWatcher(ivan, { task_id, user_id })).rejects.toMatchObject({ code: 'watcher.choose_forbidden' })
  await expect(addWatcher(world.vera, { task_id, user_id: world.foma.actor.user_id })).rejects.toMatchObject({
    code: 'user.not_found',
  })
  await expect(addWatcher(world.foma, { task_id })).rejects.toMatchObject({ code: 'task.not_found' })
  expect((await addWatcher(world.vera, { task_id, user_id })).watchers).toMatchObject([{ id: user_id }])
  await expect(removeWatcher(ivan, { task_id, user_id })).rejects.toMatchObject({ code: 'watcher.choose_forbidden' })
  await expect(removeWatcher(ivan, { task_id, user_id: ivan.actor.user_id })).rejects.toMatchObject({
    code: 'user.not_found',
  })
  expect((await removeWatcher(viewer, { task_id, user_id })).watchers).toEqual([])
})

test('watchers come in pages, and not to strangers', async () => {
  const world = await makeWorld()
  const { id: task_id } = await world.addTask('Fair')
  for (const name of ['a', 'b', 'c']) await addWatcher(await world.join(name, 'member'), { task_id })

  const first = await listWatchers(world.vera, { task_id, limit: 2 })
  const second = await listWatchers(world.vera, { task_id, limit: 2, cursor: first.next ?? '' })

  expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  await expect(listWatchers(world.foma, { task_id, limit: 2 })).rejects.toMatchObject({ code: 'task.not_found' })
})

test('whoever does not see the new project of a task watches it no more', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const { id: task_id } = await world.addTask('Fair')
  const closed = await world.addProject('Closed', 'members')
  await addWatcher(ivan, { task_id })
  await addWatcher(world.vera, { task_id })

  const moved = await updateTask(world.vera, { task_id, project_id: closed.id })

  expect(moved.watchers.map(({ name }) => name)).toEqual(['vera'])
})
