import { expect, test } from 'vitest'
import { makeWorld, type World } from '../../testing/world.ts'
import { CreateTask } from './contract.ts'
import { createTask } from './create-task.ts'

const wish = (fields: object) => CreateTask.parse({ title: 'Print the flyers', ...fields })
const inHome = (world: World, fields: object = {}) => wish({ project_id: world.home.project.id, ...fields })

test('only a title is needed: the task lies in the personal project', async () => {
  const world = await makeWorld()

  const task = await createTask(world.vera, wish({}))

  const team = await world.database.read
    .selectFrom('teams')
    .select('id')
    .where('personal_of', '=', world.vera.actor.user_id)
    .executeTakeFirst()
  expect(task).toMatchObject({ team_id: team?.id, status: 'todo', priority: 'medium', version: 1, description: '' })
  expect(world.journal()).toMatchObject([{ kind: 'task_created', stream: `team:${team?.id}`, task }])
})

test('a board names its project', async () => {
  const world = await makeWorld()

  const task = await createTask(world.vera, wish({ board_id: world.home.board_id, status: 'review' }))

  expect(task).toMatchObject({ project_id: world.home.project.id, column_id: world.column('review'), status: 'review' })
})

test('board and list, and due_date, are other names', () => {
  expect(wish({ list: 3, due_date: '2026-03-05T10:00:00+03:00' })).toMatchObject({
    board_id: 3,
    due_at: '2026-03-05T07:00:00.000Z',
  })
})

test('project and board must agree', async () => {
  const world = await makeWorld()
  const other = await world.addProject('Other')

  const made = createTask(world.vera, inHome(world, { board_id: other.boards[0]?.id }))

  await expect(made).rejects.toMatchObject({ code: 'task.board_elsewhere', status: 422 })
})

test('labels are found by name in any case, or by id, and made if they are new', async () => {
  const world = await makeWorld()
  const first = await createTask(world.vera, inHome(world, { labels: ['Urgent', 'Print'] }))
  const [print] = first.labels

  const second = await createTask(world.vera, inHome(world, { labels: ['urgent', print?.id] }))

  expect(second.labels).toEqual(first.labels)
  expect(first.labels.map(({ name }) => name)).toEqual(['Print', 'Urgent'])
})

test('a label of another project is as unknown as one that never was', async () => {
  const world = await makeWorld()
  const foreign = await createTask(world.foma, wish({ project_id: world.foreign.project.id, labels: ['Theirs'] }))

  const made = createTask(world.vera, inHome(world, { labels: [foreign.labels[0]?.id] }))

  await expect(made).rejects.toMatchObject({ code: 'label.not_found', status: 404 })
})

test('it is given only to people who see the project', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const vera_id = world.vera.actor.user_id

  const task = await createTask(world.vera, inHome(world, { assigned_to: [ivan.actor.user_id, vera_id, vera_id] }))
  const outside = createTask(world.vera, inHome(world, { assigned_to: [world.foma.actor.user_id] }))

  expect(new Set(task.assignees.map(({ id }) => id))).toEqual(new Set([ivan.actor.user_id, vera_id]))
  expect(task.assignees).toHaveLength(2)
  await expect(outside).rejects.toMatchObject({ code: 'task.assignee_outside', status: 404 })
})

test('a subtask lies beside its parent and nowhere else', async () => {
  const world = await makeWorld()
  const parent = await world.addTask('Fair')
  const other = await world.addProject('Other')

  const part = await createTask(world.vera, wish({ parent_id: parent.id }))
  const elsewhere = createTask(world.vera, wish({ parent_id: parent.id, project_id: other.id }))

  expect(part).toMatchObject({ parent_id: parent.id, project_id: parent.project_id, board_id: parent.board_id })
  await expect(elsewhere).rejects.toMatchObject({ code: 'task.parent_elsewhere' })
})

test('a viewer makes nothing', async () => {
  const world = await makeWorld()
  const viewer = await world.join('olga', 'guest', { project_role: 'viewer' })

  await expect(createTask(viewer, inHome(world))).rejects.toMatchObject({ code: 'task.create_forbidden' })
  expect(world.journal()).toEqual([])
})

test('a stranger finds neither project, board nor parent', async () => {
  const world = await makeWorld()
  const parent = await world.addTask('Fair')

  for (const place of [
    { project_id: world.home.project.id },
    { board_id: world.home.board_id },
    { parent_id: parent.id },
    { project_id: 987_654 },
    { board_id: 987_654 },
    { parent_id: 987_654 },
  ]) {
    await expect(createTask(world.foma, wish(place))).rejects.toMatchObject({ status: 404 })
  }
})

test('fifty writers on one column each get a place of their own, and nothing is lost', async () => {
  const world = await makeWorld()

  const made = await Promise.all(
    Array.from({ length: 50 }, (_, n) => createTask(world.vera, inHome(world, { title: `n${n}` }))),
  )

  const rows = await world.database.read
    .selectFrom('tasks')
    .select('position')
    .where('column_id', '=', world.column('todo'))
    .execute()
  expect(new Set(rows.map(({ position }) => position)).size).toBe(50)
  expect(new Set(made.map(({ id }) => id)).size).toBe(50)
  expect(world.journal()).toHaveLength(50)
})
