import { expect, onTestFinished, test } from 'vitest'
import { systemActor } from '../../core/actor.ts'
import { makeContext } from '../../core/context.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import { whoIsTold } from '../notifications/policy.ts'
import { CreateTask } from '../tasks/contract.ts'
import { createTask } from '../tasks/create-task.ts'
import { deleteTask } from '../tasks/delete-task.ts'
import { finishTask } from '../tasks/finish-task.ts'
import { updateTask } from '../tasks/update-task.ts'
import { addDependency } from './add-dependency.ts'
import { followBlockers } from './follow-blockers.ts'
import { listDependencies } from './list-dependencies.ts'
import { removeDependency } from './remove-dependency.ts'

const follow = (world: World) => followBlockers(makeContext(world.house, systemActor), { limit: 100 })

test('a task waits for another, both sides show it, and it can be taken back', async () => {
  const world = await makeWorld()
  const [fair, permit] = [await world.addTask('Fair'), await world.addTask('Permit')]
  const ids = { task_id: fair.id, blocked_by_id: permit.id }

  const waiting = await addDependency(world.vera, ids)
  const seen = await listDependencies(world.vera, { task_id: permit.id })
  const free = await removeDependency(world.vera, ids)

  expect(waiting).toMatchObject({ blocked_by: [{ id: permit.id, freed_at: null }], version: 2 })
  expect(seen).toMatchObject({ blocked_by: [], blocks: [{ id: fair.id, title: 'Fair', status: 'todo' }] })
  expect(free.blocked_by).toEqual([])
  expect(world.journal()).toMatchObject([
    { kind: 'task_updated', changes: { blocked_by: { from: [], to: [{ id: permit.id }] } } },
    { changes: { blocked_by: { to: [] } } },
  ])
})

test('nothing waits for itself, nor in a circle, however long', async () => {
  const world = await makeWorld()
  const tasks = []
  for (const title of ['one', 'two', 'three', 'four']) tasks.push(await world.addTask(title))
  const [one = 0, two = 0, three = 0, four = 0] = tasks.map(({ id }) => id)
  await addDependency(world.vera, { task_id: one, blocked_by_id: two })
  await addDependency(world.vera, { task_id: two, blocked_by_id: three })
  await addDependency(world.vera, { task_id: three, blocked_by_id: four })

  for (const task_id of [four, three, two]) {
    await expect(addDependency(world.vera, { task_id: four, blocked_by_id: task_id })).rejects.toMatchObject({
      code: 'dependency.circle',
    })
  }
  await expect(addDependency(world.vera, { task_id: one, blocked_by_id: two })).rejects.toMatchObject({
    code: 'dependency.exists',
  })
  expect(await addDependency(world.vera, { task_id: one, blocked_by_id: four })).toMatchObject({ id: one })
})

test('two people who close a circle over two teams from both sides at once: one of them is refused', async () => {
  const world = await makeWorld()
  const other = await world.teamWithProject(world.vera, 'Other')
  const make = (project_id: number, title: string) => createTask(world.vera, CreateTask.parse({ title, project_id }))
  const database = world.place.open()
  onTestFinished(() => database.close())
  const elsewhere = makeContext({ ...world.house, database }, world.vera.actor)

  for (let n = 0; n < 5; n++) {
    const [a, b] = [await make(world.home.project.id, `a${n}`), await make(world.home.project.id, `b${n}`)]
    const [c, d] = [await make(other.project.id, `c${n}`), await make(other.project.id, `d${n}`)]
    await addDependency(world.vera, { task_id: b.id, blocked_by_id: c.id })
    await addDependency(world.vera, { task_id: d.id, blocked_by_id: a.id })

    const ends = await Promise.allSettled([
      addDependency(world.vera, { task_id: a.id, blocked_by_id: b.id }),
      addDependency(elsewhere, { task_id: c.id, blocked_by_id: d.id }),
    ])

    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  }
})

test('when the last of what held it up is closed, those who are to do it hear that once', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const fair = await world.addTask('Fair', { assignees: ['ivan'] })
  const [permit, tent] = [await world.addTask('Permit'), await world.addTask('Tent')]
  for (const { id } of [permit, tent]) await addDependency(world.vera, { task_id: fair.id, blocked_by_id: id })
  const before = world.journal().length
  const told = () =>
    world
      .journal()
      .slice(before)
      .filter(({ via }) => via === 'job')
      .map((entry) => whoIsTold(entry).map(({ user_id, kind }) => [user_id, kind]))

  await finishTask(world.vera, { task_id: permit.id })
  await follow(world)
  expect(told()).toEqual([[]])
  await deleteTask(world.vera, { task_id: tent.id })
  await follow(world)
  const again = await follow(world)

  expect(told()).toEqual([[], [[ivan.actor.user_id, 'unblocked']]])
  expect(again).toBe(0)
})

test('a blocker that is opened again holds it up again', async () => {
  const world = await makeWorld()
  const fair = await world.addTask('Fair')
  const permit = await world.addTask('Permit', { status: 'done' })
  const free = await addDependency(world.vera, { task_id: fair.id, blocked_by_id: permit.id })

  await updateTask(world.vera, { task_id: permit.id, status: 'todo' })
  await follow(world)

  expect(free.blocked_by[0]?.freed_at).not.toBeNull()
  expect(world.journal().at(-1)).toMatchObject({ task: { id: fair.id, blocked_by: [{ freed_at: null }] } })
})

test('it needs the right to change the task and sight of the other', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const [fair, permit] = [await world.addTask('Fair'), await world.addTask('Permit')]
  const own = await world.addTask('Own', { creator: 'ivan' })
  const closed = await world.addProject('Closed', 'members')
  const hidden = await createTask(world.vera, CreateTask.parse({ title: 'Hidden', project_id: closed.id }))
  await addDependency(world.vera, { task_id: own.id, blocked_by_id: hidden.id })

  await expect(addDependency(ivan, { task_id: fair.id, blocked_by_id: permit.id })).rejects.toMatchObject({
    code: 'task.edit_forbidden',
  })
  await expect(addDependency(ivan, { task_id: own.id, blocked_by_id: hidden.id })).rejects.toMatchObject({
    code: 'task.not_found',
  })
  await expect(addDependency(world.foma, { task_id: fair.id, blocked_by_id: permit.id })).rejects.toMatchObject({
    code: 'task.not_found',
  })
  await expect(removeDependency(world.vera, { task_id: fair.id, blocked_by_id: permit.id })).rejects.toMatchObject({
    code: 'blocked_by.not_found',
  })
  expect(await listDependencies(ivan, { task_id: own.id })).toEqual({ blocked_by: [], blocks: [] })
})
