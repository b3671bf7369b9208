import { expect, test } from 'vitest'
import { makeWorld } from '../../testing/world.ts'
import { UpdateTask } from './contract.ts'
import { createTask } from './create-task.ts'
import { CreateTask } from './contract.ts'
import { updateTask } from './update-task.ts'

test('only what is given changes, and the journal says old and new', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Print the flyers')

  const changed = await updateTask(world.vera, { task_id: task.id, title: 'Print 200 flyers', priority: 'high' })

  expect(changed).toMatchObject({ title: 'Print 200 flyers', priority: 'high', status: 'todo', version: 2 })
  expect(changed.position).toBe(task.position)
  expect(world.journal()).toMatchObject([
    {
      kind: 'task_updated',
      changes: {
        title: { from: 'Print the flyers', to: 'Print 200 flyers' },
        priority: { from: 'medium', to: 'high' },
      },
    },
  ])
})

test('a stale version is refused', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Print the flyers')
  await updateTask(world.vera, { task_id: task.id, title: 'Once' })

  const late = updateTask(world.vera, { task_id: task.id, title: 'Twice', version: task.version })

  await expect(late).rejects.toMatchObject({ code: 'task.stale', status: 409 })
})

test('a status takes the card to its column, and time again means not overdue', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Print the flyers')

  const done = await updateTask(world.vera, { task_id: task.id, status: 'done' })
  const open = await updateTask(world.vera, { task_id: task.id, status: 'in_progress' })

  expect(done).toMatchObject({ column_id: world.column('done'), done_at: world.house.now() })
  expect(open).toMatchObject({ column_id: world.column('in_progress'), done_at: null })
})

test('in another project it is gone for those who stay behind, whole for the others, and takes its parts along', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const hidden = await world.addProject('Hidden', 'members')
  const task = await createTask(
    world.vera,
    CreateTask.parse({
      title: 'Fair',
      project_id: world.home.project.id,
      labels: ['Print'],
      assigned_to: [ivan.actor.user_id, world.vera.actor.user_id],
    }),
  )
  const part = await createTask(world.vera, CreateTask.parse({ title: 'Tent', parent_id: task.id }))
  const before = world.announced.length

  const moved = await updateTask(world.vera, { task_id: task.id, project_id: hidden.id })

  expect(moved).toMatchObject({
    project_id: hidden.id,
    board_id: hidden.boards[0]?.id,
    status: 'todo',
    assignees: [{ name: 'vera' }],
    labels: [{ name: 'Print' }],
  })
  expect(moved.labels[0]?.id).not.toBe(task.labels[0]?.id)
  const told = world.announced.slice(before)
  expect(told.map(({ entry }) => [entry.kind, entry.audience])).toEqual([
    ['task_left', `project:${task.project_id}`],
    ['task_updated', `project:${hidden.id}`],
    ['task_left', `project:${task.project_id}`],
    ['task_updated', `project:${hidden.id}`],
  ])
  expect(told[0]?.entry).toMatchObject({ task: { id: task.id, version: moved.version } })
  expect(told[1]?.user_ids).toEqual([world.vera.actor.user_id])
  expect(told[3]?.entry).toMatchObject({ task: { id: part.id, parent_id: task.id } })
})

test('into another team both teams learn of it, each in its own stream', async () => {
  const world = await makeWorld()
  const second = await world.teamWithProject(world.vera, 'Second')
  const task = await world.addTask('Fair')

  const moved = await updateTask(world.vera, { task_id: task.id, board_id: second.board_id })

  expect(moved.team_id).toBe(second.team.id)
  expect(world.journal().map(({ kind, stream }) => [kind, stream])).toEqual([
    ['task_left', `team:${world.home.team.id}`],
    ['task_updated', `team:${second.team.id}`],
  ])
})

test('a part that moves alone leaves its parent', async () => {
  const world = await makeWorld()
  const other = await world.addProject('Other')
  const parent = await world.addTask('Fair')
  const part = await createTask(world.vera, CreateTask.parse({ title: 'Tent', parent_id: parent.id }))

  const moved = await updateTask(world.vera, { task_id: part.id, project_id: other.id })

  expect(moved.parent_id).toBeNull()
})

test('a task is no part of itself, however deep', async () => {
  const world = await makeWorld()
  const parent = await world.addTask('Fair')
  const part = await createTask(world.vera, CreateTask.parse({ title: 'Tent', parent_id: parent.id }))

  for (const parent_id of [parent.id, part.id]) {
    await expect(updateTask(world.vera, { task_id: parent.id, parent_id })).rejects.toMatchObject({
      code: 'task.parent_inside',
    })
  }
})

test('rights are needed in both projects', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const hidden = await world.addProject('Hidden', 'members')
  const mine = await world.addTask('Mine', { creator: 'ivan' })
  const other = await world.addTask('Not mine')

  await expect(updateTask(ivan, { task_id: mine.id, project_id: hidden.id })).rejects.toMatchObject({ status: 404 })
  await expect(updateTask(ivan, { task_id: other.id, board_id: world.home.board_id })).rejects.toMatchObject({
    code: 'task.edit_forbidden',
  })
})

test('a member who only sees a task may give it to somebody, but not rewrite it', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const guest = await world.join('gleb', 'guest', { project_role: 'member' })
  const task = await world.addTask('Not mine')

  const taken = await updateTask(ivan, { task_id: task.id, assigned_to: [ivan.actor.user_id] })

  expect(taken.assignees).toEqual([{ id: ivan.actor.user_id, name: 'ivan' }])
  await expect(updateTask(guest, { task_id: task.id, title: 'Mine' })).rejects.toMatchObject({
    code: 'task.edit_forbidden',
  })
  await expect(updateTask(guest, { task_id: task.id, assigned_to: [] })).rejects.toMatchObject({
    code: 'task.assign_forbidden',
  })
})

test('a stranger learns nothing', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Secret')

  await expect(updateTask(world.foma, { task_id: task.id, title: 'x' })).rejects.toMatchObject({
    code: 'task.not_found',
  })
})

test('fifty writers on one task lose nothing: every change is one version and one entry', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Print the flyers')

  await Promise.all(Array.from({ length: 50 }, (_, n) => updateTask(world.vera, { task_id: task.id, title: `n${n}` })))

  const entries = world
    .journal()
    .flatMap((entry) =>
      entry.kind === 'task_updated' ? [{ task: entry.task, from: entry.changes['title']?.from }] : [],
    )
  expect(entries.map((entry) => entry.task.version).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 50 }, (_, n) => n + 2),
  )
  const titles = new Map(entries.map((entry) => [entry.task.version, entry.task.title]))
  for (const { task: changed, from } of entries)
    expect(from).toBe(titles.get(changed.version - 1) ?? 'Print the flyers')
})

test('an empty list of people is said, not left out', () => {
  expect(UpdateTask.parse({ task_id: 1, assigned_to: [] })).toEqual({ task_id: 1, assigned_to: [] })
})
