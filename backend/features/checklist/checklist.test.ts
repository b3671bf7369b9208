import { expect, test } from 'vitest'
import { whoIsTold } from '../notifications/policy.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import type { Context } from '../../core/context.ts'
import { getTask } from '../tasks/get-task.ts'
import { updateTask } from '../tasks/update-task.ts'
import { addChecklistItem } from './add-checklist-item.ts'
import { AddChecklistItem } from './contract.ts'
import { listChecklist } from './list-checklist.ts'
import { removeChecklistItem } from './remove-checklist-item.ts'
import { updateChecklistItem } from './update-checklist-item.ts'

const add = (who: Context, task_id: number, text: string, more: object = {}) =>
  addChecklistItem(who, AddChecklistItem.parse({ task_id, text, ...more }))
const textsOf = async (world: World, task_id: number) =>
  (await getTask(world.vera, { task_id })).checklist.map(({ text }) => text)

test('steps stand in the order they were given, or beside another; the task carries them and the journal tells', async () => {
  const world = await makeWorld()
  const { id: task_id } = await world.addTask('Fair')
  const tent = await add(world.vera, task_id, 'Tent')
  await add(world.vera, task_id, 'Cake')

  await add(world.vera, task_id, 'Permit', { before_item_id: tent.id })
  await add(world.vera, task_id, 'Poles', { after_item_id: tent.id })

  expect(await textsOf(world, task_id)).toEqual(['Permit', 'Tent', 'Poles', 'Cake'])
  expect(world.journal()).toHaveLength(4)
  expect(world.journal()[0]).toMatchObject({
    kind: 'task_updated',
    changes: { checklist: { from: [], to: [{ text: 'Tent', done_at: null }] } },
    task: { id: task_id, version: 2, checklist: [{ text: 'Tent' }] },
  })
})

test('a step is ticked, reopened, changed, moved and removed', async () => {
  const world = await makeWorld()
  const { id: task_id } = await world.addTask('Fair')
  const [tent, cake] = [await add(world.vera, task_id, 'Tent'), await add(world.vera, task_id, 'Cake')]
  const item = { task_id, item_id: tent.id }

  const done = await updateChecklistItem(world.vera, { ...item, done: true })
  world.wait(1000)
  const again = await updateChecklistItem(world.vera, { ...item, done: true, text: 'Big tent' })
  const moved = await updateChecklistItem(world.vera, { ...item, after_item_id: cake.id })
  const open = await updateChecklistItem(world.vera, { ...item, done: false })
  await removeChecklistItem(world.vera, { task_id, item_id: cake.id })

  expect(done.done_at).not.toBeNull()
  expect(again).toMatchObject({ done_at: done.done_at, text: 'Big tent' })
  expect(moved.position > cake.position).toBe(true)
  expect(open.done_at).toBeNull()
  expect(await textsOf(world, task_id)).toEqual(['Big tent'])
})

test('whoever is given a step hears of it and may tick it, though the task is not theirs', async () => {
  const world = await makeWorld()
  const guest = await world.join('gleb', 'guest', { project_role: 'member' })
  const { user_id } = guest.actor
  const { id: task_id } = await world.addTask('Fair')
  const mine = await add(world.vera, task_id, 'Tent', { assignee_id: user_id })
  const [told] = world.journal().map(whoIsTold)
  const other = await add(world.vera, task_id, 'Cake')

  expect(told).toEqual([{ user_id, kind: 'step_assigned', args: { actor: 'vera' } }])
  expect(await updateChecklistItem(guest, { task_id, item_id: mine.id, done: true })).toMatchObject({ id: mine.id })
  for (const wish of [
    { item_id: other.id, done: true },
    { item_id: mine.id, text: 'Mine' },
  ])
    await expect(updateChecklistItem(guest, { task_id, ...wish })).rejects.toMatchObject({
      code: 'task.edit_forbidden',
    })
  await expect(add(guest, task_id, 'More')).rejects.toMatchObject({ code: 'task.edit_forbidden' })
  await expect(removeChecklistItem(guest, { task_id, item_id: mine.id })).rejects.toMatchObject({
    code: 'task.edit_forbidden',
  })
})

test('a step of another task, an outsider and a hundred and first step are refused', async () => {
  const world = await makeWorld()
  const { id: task_id } = await world.addTask('Fair')
  const other = await world.addTask('Other')
  const foreign = await add(world.vera, other.id, 'Tent')

  for (const refused of [
    updateChecklistItem(world.vera, { task_id, item_id: foreign.id, done: true }),
    removeChecklistItem(world.vera, { task_id, item_id: foreign.id }),
    add(world.vera, task_id, 'Cake', { after_item_id: foreign.id }),
  ])
    await expect(refused).rejects.toMatchObject({ code: 'item.not_found', status: 404 })
  await expect(add(world.vera, task_id, 'Cake', { assignee_id: world.foma.actor.user_id })).rejects.toMatchObject({
    code: 'task.assignee_outside',
  })
  await expect(listChecklist(world.foma, { task_id, limit: 50 })).rejects.toMatchObject({ code: 'task.not_found' })
  for (let n = 0; n < 100; n++) await add(world.vera, task_id, `n${n}`)
  await expect(add(world.vera, task_id, 'One more')).rejects.toMatchObject({ code: 'item.too_many' })
})

test('the list comes in pages', async () => {
  const world = await makeWorld()
  const { id: task_id } = await world.addTask('Fair')
  for (const text of ['one', 'two', 'three']) await add(world.vera, task_id, text)

  const first = await listChecklist(world.vera, { task_id, limit: 2 })
  const second = await listChecklist(world.vera, { task_id, limit: 2, cursor: first.next ?? '' })

  expect([...first.items, ...second.items].map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  expect(second.next).toBeNull()
})

test('a task that goes to a project whom somebody does not see is theirs to watch and to tick no more', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const { id: task_id } = await world.addTask('Fair')
  const closed = await world.addProject('Closed', 'members')
  await add(world.vera, task_id, 'Tent', { assignee_id: ivan.actor.user_id })

  const moved = await updateTask(world.vera, { task_id, project_id: closed.id })

  expect(moved.checklist).toMatchObject([{ text: 'Tent', assignee_id: null }])
})
