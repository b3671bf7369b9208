import { expect, test } from 'vitest'
import { openDoors } from '../../testing/doors.ts'
import { openPostOffice } from '../../testing/post-office.ts'
import { makeWorld } from '../../testing/world.ts'
import { streams } from '../../core/database.ts'
import { memberRemoved } from '../teams/journal.ts'
import { moveTask } from '../tasks/move-task.ts'
import { listNotifications } from './list-notifications.ts'
import { readNotifications } from './read-notifications.ts'

async function toldWorld() {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  const ivan = await world.join('ivan', 'member')
  const tasks = [
    await world.addTask('one', { assignees: ['ivan'] }),
    await world.addTask('two', { assignees: ['ivan'] }),
  ]
  await post.readJournal()
  return { world, post, ivan, tasks }
}
const FIRST = { limit: 2 }

test('the list tells newest first, in pages, in the person’s language', async () => {
  const { ivan } = await toldWorld()
  ivan.actor.locale = 'ru'

  const first = await listNotifications(ivan, FIRST)
  const rest = await listNotifications(ivan, { ...FIRST, cursor: first.next ?? '' })

  expect(first.items.map(({ text }) => text)).toEqual(['vera поручает вам задачу two', 'vera поручает вам задачу one'])
  expect(rest.items.map(({ kind }) => kind)).toEqual(['member_added'])
  expect([first.unread, rest.next]).toEqual([3, null])
})

test('what is read stays read, and other devices hear of it', async () => {
  const { world, ivan } = await toldWorld()
  const [newest] = (await listNotifications(ivan, FIRST)).items

  expect(await readNotifications(ivan, { ids: [newest?.id ?? 0] })).toEqual({ unread: 2 })
  expect(world.announced.at(-1)).toMatchObject({
    entry: { kind: 'notifications_read', notifications: { ids: [newest?.id] } },
    user_ids: [ivan.actor.user_id],
  })
  expect(await readNotifications(ivan, { all: true })).toEqual({ unread: 0 })
  expect(await readNotifications(ivan, { all: true })).toEqual({ unread: 0 })
  expect((await listNotifications(ivan, FIRST)).items[0]?.read_at).toBe(world.house.now())
})

test('nobody reads or marks what was told to another', async () => {
  const { world, ivan } = await toldWorld()
  const [newest] = (await listNotifications(ivan, FIRST)).items

  expect(await listNotifications(world.vera, FIRST)).toEqual({ items: [], next: null, unread: 0 })
  await expect(readNotifications(world.vera, { ids: [newest?.id ?? 0] })).rejects.toMatchObject({
    code: 'notification.not_found',
  })
})

test('who lost sight of a team no longer reads what was told of it', async () => {
  const { world, ivan } = await toldWorld()
  const user = { id: ivan.actor.user_id, name: 'ivan' }
  const { id: team_id } = world.home.team

  await world.vera.mutate(streams(`team:${team_id}`), async (write) => {
    await write.deleteFrom('team_members').where('user_id', '=', user.id).where('team_id', '=', team_id).execute()
    return { entries: [memberRemoved({ team_id, user })], result: undefined }
  })

  expect(await listNotifications(ivan, FIRST)).toEqual({ items: [], next: null, unread: 0 })
})

test('the same over HTTP, answered as the API describes it', async () => {
  const { world, ivan, tasks, post } = await toldWorld()
  const doors = await openDoors(world)
  await moveTask(ivan, { task_id: tasks[0]?.id ?? 0, status: 'done' })
  await post.readJournal()

  const told = await doors.request(world.vera, 'GET', '/me/notifications')
  const read = await doors.request(world.vera, 'POST', '/me/notifications/read', { all: true })

  expect(told).toMatchObject({
    status: 200,
    body: { items: [{ kind: 'moved', text: 'ivan finished one', actor: { name: 'ivan' }, read_at: null }], unread: 1 },
  })
  expect(read).toMatchObject({ status: 200, body: { unread: 0 } })
  expect((await doors.request(undefined, 'GET', '/me/notifications')).status).toBe(401)
})
