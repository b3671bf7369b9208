import { expect, test } from 'vitest'
import { moveTask } from '../features/tasks/move-task.ts'
import { openPostOffice } from '../testing/post-office.ts'
import { makeWorld } from '../testing/world.ts'

const IVAN = 1001
const botMessages = (person: { messages: () => { from: string; text: string }[] }) =>
  person
    .messages()
    .filter(({ from }) => from === 'bot')
    .map(({ text }) => text)

test('who is given a task hears of it once, with buttons that do the thing', async () => {
  const world = await makeWorld()
  const office = await openPostOffice(world)
  const ivan = await office.reach(await world.join('ivan', 'member'), IVAN)
  const task = await world.addTask('Print <the> flyers', { assignees: ['ivan'] })

  await office.deliver()
  await office.deliver()

  expect(botMessages(ivan)).toEqual([`vera gave you the task Print <the> flyers\n#${task.id} · Home site`])
  const data = ivan.messages().flatMap(({ keyboard }) => keyboard.flat())
  expect(data).toMatchObject([
    { callback_data: `done:${task.id}` },
    { callback_data: `move:${task.id}:in_progress` },
    { web_app: { url: `http://localhost:8005/tasks/${task.id}` } },
  ])
  expect(await office.outbox()).toMatchObject([{ state: 'sent', sent_by: 'telegram', attempt: 1 }])
})

test('one’s own deeds do not come back', async () => {
  const world = await makeWorld()
  const office = await openPostOffice(world)
  const vera = await office.reach(world.vera, IVAN)
  const task = await world.addTask('Print the flyers', { assignees: ['vera'] })

  await moveTask(world.vera, { task_id: task.id, status: 'done' })
  await office.deliver()

  expect(await office.outbox()).toEqual([])
  expect(botMessages(vera)).toEqual([])
})

test('whoever is here gets a toast and no message', async () => {
  const world = await makeWorld()
  const office = await openPostOffice(world)
  const ivan = await world.join('ivan', 'member')
  const chat = await office.reach(ivan, IVAN)
  const task = await world.addTask('Print the flyers', { assignees: ['ivan'] })
  await office.arrive(ivan)

  await office.deliver()

  expect(office.toasts).toMatchObject([
    {
      user_id: ivan.actor.user_id,
      toast: {
        kind: 'assigned',
        text: 'vera gave you the task Print the flyers',
        actions: [{ path: `/tasks/${task.id}` }],
      },
    },
  ])
  expect(botMessages(chat)).toEqual([])
  expect(await office.outbox()).toMatchObject([{ state: 'sent', sent_by: 'toast' }])
})

test('a toast that nobody acknowledged goes to Telegram', async () => {
  const world = await makeWorld()
  const office = await openPostOffice(world)
  const ivan = await world.join('ivan', 'member')
  const chat = await office.reach(ivan, IVAN)
  await world.addTask('Print the flyers', { assignees: ['ivan'] })
  await office.arrive(ivan)
  office.shown.acknowledge = () => false

  await office.deliver()

  expect(office.toasts).toHaveLength(1)
  expect(botMessages(chat)).toHaveLength(1)
  expect(await office.outbox()).toMatchObject([{ sent_by: 'telegram', toasted_at: expect.any(String) }])
})
