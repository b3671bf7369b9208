import { onTestFinished, expect, test } from 'vitest'
import { makeContext } from '../../core/context.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import { listColumns } from '../projects/queries.ts'
import { CreateTask } from '../tasks/contract.ts'
import { createTask } from '../tasks/create-task.ts'
import { deleteTask } from '../tasks/delete-task.ts'
import { finishTask } from '../tasks/finish-task.ts'
import { moveTask } from '../tasks/move-task.ts'
import { updateTask } from '../tasks/update-task.ts'
import { CreateColumn } from './contract.ts'
import { createColumn } from './create-column.ts'
import { deleteColumn } from './delete-column.ts'
import { updateColumn } from './update-column.ts'

const wish = (world: World, more: object = {}) =>
  CreateColumn.parse({ board_id: world.home.board_id, name: 'Testing', status: 'review', ...more })
const names = async (world: World) =>
  (await listColumns(world.database.read, world.home.board_id)).map(({ name }) => name)
const told = (world: World) => world.journal().map(({ kind }) => kind)

test('a project’s manager adds a column where they want it', async () => {
  const world = await makeWorld()
  const lead = await world.join('lena', 'member', { project_role: 'manager' })

  const column = await createColumn(lead, wish(world, { before_column_id: world.column('review'), color: 'teal' }))

  expect(await names(world)).toEqual(['Backlog', 'To do', 'In progress', 'Testing', 'Review', 'Done'])
  expect(world.journal()).toMatchObject([
    { kind: 'column_created', audience: `project:${world.home.project.id}`, column },
  ])
  await createColumn(lead, wish(world, { name: 'First', before_column_id: world.column('backlog') }))
  await createColumn(lead, wish(world, { name: 'Last' }))
  expect(await names(world)).toEqual(['First', 'Backlog', 'To do', 'In progress', 'Testing', 'Review', 'Done', 'Last'])
})

test('members, guests and strangers do not arrange a board', async () => {
  const world = await makeWorld()
  const column_id = world.column('review')

  for (const role of ['member', 'guest'] as const) {
    const person = await world.join(role, role, { project_role: 'member' })
    await expect(createColumn(person, wish(world))).rejects.toMatchObject({ code: 'board.edit_forbidden' })
    await expect(updateColumn(person, { column_id, name: 'x' })).rejects.toMatchObject({ code: 'board.edit_forbidden' })
    await expect(deleteColumn(person, { column_id })).rejects.toMatchObject({ code: 'board.edit_forbidden' })
  }
  await expect(createColumn(world.foma, wish(world))).rejects.toMatchObject({ code: 'board.not_found' })
  await expect(updateColumn(world.foma, { column_id, name: 'x' })).rejects.toMatchObject({ code: 'column.not_found' })
  await expect(deleteColumn(world.foma, { column_id })).rejects.toMatchObject({ code: 'column.not_found' })
  expect(world.journal()).toEqual([])
})

test('a column is renamed, recoloured and moved with old and new in the journal; a stale version is refused', async () => {
  const world = await makeWorld()
  const column_id = world.column('review')

  const column = await updateColumn(world.vera, {
    column_id,
    name: 'Check',
    color: 'red',
    after_column_id: world.column('done'),
    version: 1,
  })

  expect(column).toMatchObject({ name: 'Check', color: 'red', version: 2 })
  expect(await names(world)).toEqual(['Backlog', 'To do', 'In progress', 'Done', 'Check'])
  expect(world.journal()).toMatchObject([
    { kind: 'column_updated', changes: { name: { from: 'Review', to: 'Check' }, color: { from: null, to: 'red' } } },
  ])
  await expect(updateColumn(world.vera, { column_id, name: 'Old', version: 1 })).rejects.toMatchObject({
    code: 'column.stale',
    status: 409,
  })
})

test('the cards of a column follow the status it stands for, each with its entry; a cancelled one stays cancelled', async () => {
  const world = await makeWorld()
  const [first, second] = [
    await world.addTask('Print', { status: 'review' }),
    await world.addTask('Fold', { status: 'review' }),
  ]
  await moveTask(world.vera, { task_id: second.id, status: 'cancelled' })
  const before = world.journal().length

  await updateColumn(world.vera, { column_id: world.column('review'), status: 'done' })

  expect(world.journal().slice(before)).toMatchObject([
    { kind: 'column_updated', changes: { status: { from: 'review', to: 'done' } } },
    {
      kind: 'task_updated',
      task: { id: first.id, status: 'done', version: 2, done_at: world.house.now() },
      changes: { status: { from: 'review', to: 'done' } },
    },
  ])
  const { status } = await world.database.read
    .selectFrom('tasks')
    .select('status')
    .where('id', '=', second.id)
    .executeTakeFirstOrThrow()
  expect(status).toBe('cancelled')
})

test('a column that blocks takes no card above its limit by any road, from a lead neither; one that warns does', async () => {
  const world = await makeWorld()
  const column_id = world.column('review')
  await world.addTask('Inside', { status: 'review' })
  const task = await world.addTask('Print')
  const full = { code: 'column.full', status: 422 }

  await updateColumn(world.vera, { column_id, wip_limit: 1, wip_mode: 'block' })
  await expect(moveTask(world.vera, { task_id: task.id, column_id })).rejects.toMatchObject(full)
  await expect(updateTask(world.vera, { task_id: task.id, status: 'review' })).rejects.toMatchObject(full)
  const made = CreateTask.parse({ title: 'New', board_id: world.home.board_id, status: 'review' })
  await expect(createTask(world.vera, made)).rejects.toMatchObject(full)
  await expect(deleteColumn(world.vera, { column_id: world.column('todo'), move_to: column_id })).rejects.toMatchObject(
    full,
  )
  await updateColumn(world.vera, { column_id: world.column('done'), wip_limit: 1, wip_mode: 'block' })
  await finishTask(world.vera, { task_id: task.id })
  const other = await world.addTask('Fold')
  await expect(finishTask(world.vera, { task_id: other.id })).rejects.toMatchObject(full)

  await updateColumn(world.vera, { column_id, wip_mode: 'warn' })
  expect(await moveTask(world.vera, { task_id: other.id, column_id })).toMatchObject({ status: 'review' })
})

test('within a full column cards still change places', async () => {
  const world = await makeWorld()
  const [a, b] = [await world.addTask('a'), await world.addTask('b')]
  await updateColumn(world.vera, { column_id: world.column('todo'), wip_limit: 1, wip_mode: 'block' })

  const moved = await moveTask(world.vera, { task_id: b.id, before_task_id: a.id })

  expect(moved.position < a.position).toBe(true)
})

test('a column goes only when it is said where its cards go; they come to the end there, in their order', async () => {
  const world = await makeWorld()
  const column_id = world.column('review')
  const [a, b] = [await world.addTask('a', { status: 'review' }), await world.addTask('b', { status: 'review' })]
  const there = await world.addTask('there', { status: 'done' })

  await expect(deleteColumn(world.vera, { column_id })).rejects.toMatchObject({ code: 'column.not_empty' })
  await expect(deleteColumn(world.vera, { column_id, move_to: column_id })).rejects.toMatchObject({
    code: 'column.same',
  })
  const foreign = world.foreign.columns[0]?.id ?? 0
  await expect(deleteColumn(world.vera, { column_id, move_to: foreign })).rejects.toMatchObject({
    code: 'column.not_found',
  })
  await deleteColumn(world.vera, { column_id, move_to: world.column('done') })

  expect(await names(world)).toEqual(['Backlog', 'To do', 'In progress', 'Done'])
  const rows = await world.database.read
    .selectFrom('tasks')
    .select(['id', 'status', 'column_id'])
    .orderBy('position')
    .execute()
  const column = world.column('done')
  expect(rows).toEqual([there, a, b].map(({ id }) => ({ id, status: 'done', column_id: column })))
  expect(told(world)).toEqual(['column_deleted', 'task_updated', 'task_updated'])
})

test('an empty column goes without a word, what lay in the trash keeps a place, and the last one stays', async () => {
  const world = await makeWorld()
  const trashed = await world.addTask('Old', { status: 'review' })
  await deleteTask(world.vera, { task_id: trashed.id })

  for (const status of ['review', 'backlog', 'in_progress', 'done'] as const)
    await deleteColumn(world.vera, { column_id: world.column(status) })

  await expect(deleteColumn(world.vera, { column_id: world.column('todo') })).rejects.toMatchObject({
    code: 'column.last',
  })
  const { column_id } = await world.database.read
    .selectFrom('tasks')
    .select('column_id')
    .where('id', '=', trashed.id)
    .executeTakeFirstOrThrow()
  expect(await names(world)).toEqual(['To do'])
  expect(column_id).toBe(world.column('todo'))
})

test('two instances that change one column lose nothing: each change starts where the last one ended', async () => {
  const world = await makeWorld()
  const other = world.place.open()
  onTestFinished(() => other.close())
  const sides = [world.vera, makeContext({ ...world.house, database: other }, world.vera.actor)] as const
  const column_id = world.column('review')
  const wishes = Array.from({ length: 20 }, (_, n) => `name ${n}`)

  await Promise.all(wishes.map((name, n) => updateColumn(sides[n % 2 === 0 ? 0 : 1], { column_id, name })))

  const entries = world.journal().toSorted((a, b) => a.seq - b.seq)
  const changes = entries.map((entry) => entry.changes.name as { from: string; to: string })
  expect(changes.map(({ to }) => to).toSorted()).toEqual(wishes.toSorted())
  expect(changes.map(({ from }) => from)).toEqual(['Review', ...changes.slice(0, -1).map(({ to }) => to)])
  const stale = await Promise.allSettled(
    sides.map((side, n) => updateColumn(side, { column_id, name: `last ${n}`, version: 21 })),
  )
  expect(stale.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('of two instances that fill the last place of a column one is refused', async () => {
  const world = await makeWorld()
  const other = world.place.open()
  onTestFinished(() => other.close())
  const sides = [world.vera, makeContext({ ...world.house, database: other }, world.vera.actor)] as const
  const column_id = world.column('review')
  await updateColumn(world.vera, { column_id, wip_limit: 1, wip_mode: 'block' })
  const tasks = [await world.addTask('a'), await world.addTask('b')]

  const moved = await Promise.allSettled(
    sides.map((side, n) => moveTask(side, { task_id: tasks[n]?.id ?? 0, column_id })),
  )

  expect(moved.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})
