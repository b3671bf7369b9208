import { expect, test } from 'vitest'
import { makeWorld, type World } from '../../testing/world.ts'
import { CreateTask, ListTasks } from './contract.ts'
import { createTask } from './create-task.ts'
import { finishTask } from './finish-task.ts'
import { listTasks } from './list-tasks.ts'
import { snoozeTask } from './snooze-task.ts'
import { updateTask } from './update-task.ts'

const make = (world: World, title: string, fields: object = {}) =>
  createTask(world.vera, CreateTask.parse({ title, project_id: world.home.project.id, ...fields }))

async function titles(context: World['vera'], query: Record<string, string>) {
  const { items } = await listTasks(context, ListTasks.parse({ ordering: 'created_at', ...query }))
  return items.map(({ title }) => title)
}

async function allPages(world: World, query: Record<string, string>) {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await listTasks(world.vera, ListTasks.parse({ limit: '2', ...query, ...(cursor && { cursor }) }))
    seen.push(...page.items.map(({ title }) => title))
    cursor = page.next ?? undefined
  } while (cursor)
  return seen
}

test('one sees the tasks of the projects one sees, and no others', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const hidden = await world.addProject('Hidden', 'members')
  await make(world, 'open')
  await make(world, 'hidden', { project_id: hidden.id })
  await createTask(world.foma, CreateTask.parse({ title: 'foreign' }))

  expect(await titles(world.vera, {})).toEqual(['open', 'hidden'])
  expect(await titles(ivan, {})).toEqual(['open'])
  expect(await titles(world.foma, {})).toEqual(['foreign'])
})

test('every filter takes several values by comma', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const other = await world.addProject('Other')
  const a = await make(world, 'a', { status: 'review', priority: 'high', assigned_to: [ivan.actor.user_id] })
  await make(world, 'b', { priority: 'low', labels: ['Print'], assigned_to: [world.vera.actor.user_id] })
  await make(world, 'c', { project_id: other.id, labels: ['Web'] })
  await make(world, 'd', { parent_id: a.id, status: 'done' })

  expect(await titles(world.vera, { status: 'REVIEW,done' })).toEqual(['a', 'd'])
  expect(await titles(world.vera, { priority: 'low,high' })).toEqual(['a', 'b'])
  expect(await titles(world.vera, { assigned_to: `me,${ivan.actor.user_id}` })).toEqual(['a', 'b'])
  expect(await titles(ivan, { assigned_to: 'me' })).toEqual(['a'])
  expect(await titles(ivan, { creator: 'me' })).toEqual([])
  expect(await titles(world.vera, { creator: `${world.vera.actor.user_id}`, label: 'print,WEB' })).toEqual(['b', 'c'])
  expect(await titles(world.vera, { project_id: `${other.id}` })).toEqual(['c'])
  expect(await titles(world.vera, { list: `${world.home.board_id}` })).toEqual(['a', 'b', 'd'])
  expect(await titles(world.vera, { team_id: `${world.home.team.id}`, parent_id: `${a.id}` })).toEqual(['d'])
  expect(await titles(world.vera, { label: 'nothing of the kind' })).toEqual([])
})

test('times bound a list, and overdue means open, past due and not put aside', async () => {
  const world = await makeWorld()
  await make(world, 'early', { due_at: '2026-03-02T10:00:00Z' })
  const finished = await make(world, 'finished', { due_at: '2026-03-02T10:00:00Z' })
  const asleep = await make(world, 'asleep', { due_at: '2026-03-02T10:00:00Z' })
  await make(world, 'late', { due_at: '2026-03-04T10:00:00Z' })
  await make(world, 'never')
  await finishTask(world.vera, { task_id: finished.id })
  await snoozeTask(world.vera, { task_id: asleep.id, until: '2026-03-03T10:00:00.000Z', reason: null })
  world.setTime('2026-03-02T12:00:00Z')

  expect(await titles(world.vera, { overdue: 'true' })).toEqual(['early'])
  expect(await titles(world.vera, { overdue: 'false' })).toEqual(['finished', 'asleep', 'late', 'never'])
  expect(await titles(world.vera, { due_before: '2026-03-04T10:00:00Z', due_after: '2026-03-02T10:00:00Z' })).toEqual([
    'early',
    'finished',
    'asleep',
  ])
  expect(await titles(world.vera, { due_after: '2026-03-04T10:00:00Z' })).toEqual(['late'])
})

test('words are found whatever their case and dots, each by its beginning, on both engines alike', async () => {
  const world = await makeWorld()
  await make(world, 'Отчёт за март 2026', { description: 'Для бухгалтерии' })
  await make(world, 'Report for March', { labels: ['Срочно'] })
  await make(world, 'e-mail: vera@example.org 1e5')
  const renamed = await make(world, 'Nothing yet')
  await updateTask(world.vera, { task_id: renamed.id, title: 'Отчеты', description: 'потом' })

  expect(await titles(world.vera, { q: 'ОТЧЕТ' })).toEqual(['Отчёт за март 2026', 'Отчеты'])
  expect(await titles(world.vera, { q: 'отчёт бухг' })).toEqual(['Отчёт за март 2026'])
  expect(await titles(world.vera, { q: 'бухг отчёт' })).toEqual(['Отчёт за март 2026'])
  expect(await titles(world.vera, { q: 'срочно rep' })).toEqual(['Report for March'])
  expect(await titles(world.vera, { q: 'example' })).toEqual(['e-mail: vera@example.org 1e5'])
  expect(await titles(world.vera, { q: 'mail 1e' })).toEqual(['e-mail: vera@example.org 1e5'])
  expect(await titles(world.vera, { q: 'nothing' })).toEqual([])
  expect(await titles(world.vera, { q: `") or 1=1 -- '` })).toEqual([])
  expect(await titles(world.vera, { q: '***' })).toEqual([])
  expect(await titles(world.foma, { q: 'отчёт' })).toEqual([])
})

test('each ordering turns round with a minus, and what has no due time comes last both ways', async () => {
  const world = await makeWorld()
  await make(world, 'a', { due_at: '2026-03-05T10:00:00Z', priority: 'urgent' })
  world.wait(1000)
  await make(world, 'b', { priority: 'low' })
  world.wait(1000)
  const c = await make(world, 'c', { due_at: '2026-03-03T10:00:00Z', priority: 'high' })
  await make(world, 'd', { priority: 'medium' })
  world.wait(1000)
  await updateTask(world.vera, { task_id: c.id, description: 'touched' })

  const orders: Record<string, string> = {}
  for (const ordering of [
    'due_at',
    '-due_at',
    'priority',
    '-priority',
    'created_at',
    '-created_at',
    '-updated_at',
    'position',
  ])
    orders[ordering] = (await allPages(world, { ordering })).join('')

  expect(orders).toEqual({
    due_at: 'cabd',
    '-due_at': 'acdb',
    priority: 'bdca',
    '-priority': 'acdb',
    created_at: 'abcd',
    '-created_at': 'dcba',
    '-updated_at': 'cdba',
    position: 'abcd',
  })
})

test('a cursor keeps its place while others write', async () => {
  const world = await makeWorld()
  const tasks = [await make(world, 'a'), await make(world, 'b'), await make(world, 'c'), await make(world, 'd')]
  const wish = { ordering: 'created_at', limit: '2' }
  const first = await listTasks(world.vera, ListTasks.parse(wish))

  await make(world, 'e')
  await updateTask(world.vera, { task_id: tasks[3]?.id ?? 0, title: 'D' })
  await world.addTask('f')
  const second = await listTasks(world.vera, ListTasks.parse({ ...wish, limit: '9', cursor: first.next }))

  expect(first.items.map(({ title }) => title)).toEqual(['a', 'b'])
  expect(second.items.map(({ title }) => title)).toEqual(['c', 'D', 'e', 'f'])
})

test('a cursor of another ordering, or of nothing, is refused', async () => {
  const world = await makeWorld()
  for (const title of ['a', 'b']) await make(world, title)
  const { next } = await listTasks(world.vera, ListTasks.parse({ ordering: 'due_at', limit: 1 }))

  for (const cursor of [next ?? '', 'nonsense', Buffer.from('["created_at","x",1]').toString('base64url')]) {
    await expect(listTasks(world.vera, ListTasks.parse({ ordering: 'created_at', cursor }))).rejects.toMatchObject({
      code: 'request.malformed',
      status: 400,
    })
  }
})

test('a foreign place in a filter is as unknown as one that never was', async () => {
  const world = await makeWorld()
  const secret = await createTask(world.foma, CreateTask.parse({ title: 'secret', labels: ['x'] }))
  const { team_id, project_id, board_id, id, labels } = secret

  for (const query of [
    { team_id: `${team_id}` },
    { project_id: `${project_id}` },
    { board_id: `${board_id}` },
    { parent_id: `${id}` },
    { label: `${labels[0]?.id}` },
    { team_id: '987654' },
    { label: '987654' },
  ]) {
    await expect(titles(world.vera, query)).rejects.toMatchObject({ status: 404 })
  }
})
