import { expect, test } from 'vitest'
import { makeWorld, type World } from '../../testing/world.ts'
import { CreateTask, ListTasks } from '../tasks/contract.ts'
import { createTask } from '../tasks/create-task.ts'
import { getTask } from '../tasks/get-task.ts'
import { listTasks } from '../tasks/list-tasks.ts'
import { createLabel } from './create-label.ts'
import { deleteLabel } from './delete-label.ts'
import { listLabels } from './list-labels.ts'
import { updateLabel } from './update-label.ts'

async function labelled(world: World, name: string) {
  const task = await createTask(
    world.vera,
    CreateTask.parse({ title: 'Print', project_id: world.home.project.id, labels: [name] }),
  )
  return { task, label_id: task.labels[0]?.id ?? 0, before: world.journal().length }
}
const finds = async (world: World, q: string) =>
  (await listTasks(world.vera, ListTasks.parse({ q }))).items.map(({ id }) => id)

test('whoever works in a project makes its labels; a viewer does not, and a stranger sees none', async () => {
  const world = await makeWorld()
  const { id: project_id } = world.home.project
  const guest = await world.join('gleb', 'guest', { project_role: 'member' })
  const viewer = await world.join('lena', 'member', { project_role: 'viewer' })

  const label = await createLabel(guest, { project_id, name: 'Press', color: 'teal' })

  expect(label).toMatchObject({ name: 'Press', color: 'teal', project_id })
  expect(world.journal()).toMatchObject([{ kind: 'label_created', audience: `project:${project_id}`, label }])
  await expect(createLabel(viewer, { project_id, name: 'x' })).rejects.toMatchObject({ code: 'label.create_forbidden' })
  expect((await listLabels(viewer, { project_id, limit: 50 })).items).toEqual([label])
  await expect(createLabel(world.foma, { project_id, name: 'x' })).rejects.toMatchObject({ code: 'project.not_found' })
  await expect(listLabels(world.foma, { project_id, limit: 50 })).rejects.toMatchObject({ code: 'project.not_found' })
})

test('labels come page by page', async () => {
  const world = await makeWorld()
  const { id: project_id } = world.home.project
  for (const name of ['a', 'b', 'c']) await createLabel(world.vera, { project_id, name })

  const first = await listLabels(world.vera, { project_id, limit: 2 })
  const second = await listLabels(world.vera, { project_id, limit: 2, cursor: first.next ?? '' })

  expect([first, second].map(({ items }) => items.map(({ name }) => name))).toEqual([['a', 'b'], ['c']])
  expect(second.next).toBeNull()
})

test('a renamed label stands on every task under its new name, and they are found by it', async () => {
  const world = await makeWorld()
  const { task, label_id, before } = await labelled(world, 'poster')

  await updateLabel(world.vera, { label_id, name: 'Плакаты', color: 'red' })

  expect(await finds(world, 'poster')).toEqual([])
  expect(await finds(world, 'плакаты')).toEqual([task.id])
  expect((await getTask(world.vera, { task_id: task.id })).labels).toEqual([
    { id: label_id, name: 'Плакаты', color: 'red' },
  ])
  expect(world.journal().slice(before)).toMatchObject([
    { kind: 'label_updated', changes: { name: { from: 'poster', to: 'Плакаты' } }, label: { id: label_id } },
  ])
})

test('renaming merges nothing: a name that is taken is refused in whatever case, its own is not', async () => {
  const world = await makeWorld()
  const { label_id } = await labelled(world, 'poster')
  const { id: project_id } = world.home.project
  await createLabel(world.vera, { project_id, name: 'Пресса' })

  const taken = { code: 'label.exists', status: 422 }
  await expect(updateLabel(world.vera, { label_id, name: 'прЕсса' })).rejects.toMatchObject(taken)
  await expect(createLabel(world.vera, { project_id, name: 'POSTER' })).rejects.toMatchObject(taken)
  expect(await updateLabel(world.vera, { label_id, name: 'Poster' })).toMatchObject({ name: 'Poster' })
})

test('a deleted label is on no task any more, and finds none', async () => {
  const world = await makeWorld()
  const { task, label_id, before } = await labelled(world, 'poster')

  await deleteLabel(world.vera, { label_id })

  expect((await getTask(world.vera, { task_id: task.id })).labels).toEqual([])
  expect(await finds(world, 'poster')).toEqual([])
  expect(world.journal().slice(before)).toMatchObject([{ kind: 'label_deleted', label: { id: label_id } }])
})

test('only those who run the project change its labels, and strangers learn nothing of them', async () => {
  const world = await makeWorld()
  const { label_id, before } = await labelled(world, 'poster')
  const ivan = await world.join('ivan', 'member')

  await expect(updateLabel(ivan, { label_id, name: 'x' })).rejects.toMatchObject({ code: 'label.edit_forbidden' })
  await expect(deleteLabel(ivan, { label_id })).rejects.toMatchObject({ code: 'label.edit_forbidden' })
  await expect(updateLabel(world.foma, { label_id, name: 'x' })).rejects.toMatchObject({ code: 'label.not_found' })
  await expect(deleteLabel(world.foma, { label_id })).rejects.toMatchObject({ code: 'label.not_found' })
  expect(before).toBe(1)
})
