import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { systemActor } from '../core/actor.ts'
import { makeContext } from '../core/context.ts'
import { streams } from '../core/database.ts'
import { listNotifications } from '../features/notifications/list-notifications.ts'
import { memberRemoved } from '../features/teams/journal.ts'
import { updateProject } from '../features/projects/update-project.ts'
import { fireReminders } from '../features/reminders/fire-reminders.ts'
import { addReminder } from '../features/reminders/add-reminder.ts'
import { markOverdue } from '../features/tasks/mark-overdue.ts'
import { moveTask } from '../features/tasks/move-task.ts'
import { openPostOffice, reach } from '../testing/post-office.ts'
import { makeWorld } from '../testing/world.ts'
import { claimRows, voidLeases } from './outbox.ts'

const IVAN = 1001
const sent = (post: Awaited<ReturnType<typeof openPostOffice>>) =>
  post.telegram.calls('sendMessage').map(({ payload }) => String(payload.text).split('\n')[0])

test('a person who was removed gets nothing that was queued before', async () => {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  const ivan = await world.join('ivan', 'member')
  await post.reach(ivan, IVAN)
  await world.addTask('Secret', { assignees: ['ivan'] })
  await post.readJournal()
  const { id: team_id } = world.home.team
  const user = { id: ivan.actor.user_id, name: 'ivan' }

  await world.vera.mutate(streams(`team:${team_id}`), async (write) => {
    await write.deleteFrom('team_members').where('user_id', '=', user.id).where('team_id', '=', team_id).execute()
    return { entries: [memberRemoved({ team_id, user })], result: undefined }
  })
  await post.deliver()

  expect(sent(post)).toEqual([])
  expect(await post.outbox()).toMatchObject([{ state: 'dropped', reason: 'no_access' }])
})

test('a project that is closed to a person says nothing more to them, in a message or in the list', async () => {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  const ivan = await world.join('ivan', 'member')
  await post.reach(ivan, IVAN)
  await world.addTask('Secret', { assignees: ['ivan'] })
  await post.readJournal()

  await updateProject(world.vera, { project_id: world.home.project.id, visibility: 'members' })
  await post.deliver()

  expect(sent(post)).toEqual([])
  expect((await post.outbox()).map(({ kind, reason }) => `${kind} ${reason}`)).toEqual([
    'assigned no_access',
    'unassigned no_access',
  ])
  expect(await listNotifications(ivan, { limit: 10 })).toMatchObject({ items: [], unread: 0 })
})

test('a reminder of a task that was finished meanwhile is not sent', async () => {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  const ivan = await world.join('ivan', 'member')
  await post.reach(ivan, IVAN)
  const task = await world.addTask('Print the flyers', { creator: 'ivan' })
  await addReminder(ivan, { task_id: task.id, remind_at: '2026-03-02T10:00:00.000Z' })
  world.setTime('2026-03-02T10:00:00.000Z')
  await fireReminders(makeContext(world.house, systemActor), { limit: 10 })
  await post.readJournal()

  await moveTask(ivan, { task_id: task.id, status: 'done' })
  await post.deliver()

  expect(sent(post)).toEqual([])
  expect(await post.outbox()).toMatchObject([{ kind: 'due_soon', state: 'dropped', reason: 'settled' }])
})

test('an overdue task is told once to whoever works on it', async () => {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  const ivan = await post.reach(await world.join('ivan', 'member'), IVAN)
  await world.addTask('Print the flyers', { assignees: ['ivan'], due_at: '2026-03-02T10:00:00.000Z' })
  await post.deliver()
  world.setTime('2026-03-02T10:01:00.000Z')
  const context = makeContext(world.house, systemActor)

  await markOverdue(context, { limit: 10 })
  await markOverdue(context, { limit: 10 })
  await post.deliver()

  expect(sent(post).slice(1)).toEqual(['<b>Print the flyers</b> is overdue: it was due today at 10:00'])
  expect(
    ivan
      .messages()
      .at(-1)
      ?.keyboard.flat()
      .map(({ text }) => text),
  ).toEqual(['✓ Done', '+1 hour', 'Tomorrow', 'Open'])
})

test('moves in a row are one message, and a move taken back is none', async () => {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  await post.reach(await world.join('ivan', 'member'), IVAN)
  const [one, other] = [
    await world.addTask('one', { creator: 'ivan' }),
    await world.addTask('other', { creator: 'ivan' }),
  ]

  await moveTask(world.vera, { task_id: one.id, status: 'in_progress' })
  await moveTask(world.vera, { task_id: other.id, status: 'review' })
  await moveTask(world.vera, { task_id: one.id, status: 'review' })
  await moveTask(world.vera, { task_id: other.id, status: 'todo' })
  await post.deliver()

  expect(sent(post)).toEqual(['vera moved <b>one</b>: To do → Review'])
})

test('two notifiers and two couriers tell each thing once', async () => {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  for (let n = 0; n < 4; n++) await post.reach(await world.join(`p${n}`, 'member'), IVAN + n)
  for (let n = 0; n < 40; n++) await world.addTask(`t${n}`, { assignees: [`p${n % 4}`] })
  const other = world.place.engine === 'postgres' ? world.place.open() : world.database

  await Promise.all([post.readJournal(), post.readJournal(), post.readJournal()])
  await Promise.all([post.deliver(post.hire()), post.deliver(post.hire({ db: other }))])
  if (other !== world.database) await other.close()

  expect(sent(post)).toHaveLength(40)
  expect(new Set(sent(post)).size).toBe(40)
  expect(post.telegram.violations()).toEqual([])
})

test('claims made at the same moment never share a row', async () => {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  for (let n = 0; n < 10; n++) await world.join(`p${n}`, 'member')
  await post.readJournal()

  const claim = (lease: string) =>
    claimRows(world.database, { lease, now: world.house.now(), limit: 3, here: false, except: [] })
  const claimed = await Promise.all(Array.from({ length: 8 }, (_, n) => claim(`c${n}`)))

  const ids = claimed.flat().map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('what a killed courier had in hand is delivered when its lease is over, or at once where it was the only one', async () => {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  await post.reach(await world.join('ivan', 'member'), IVAN)
  await world.addTask('Print the flyers', { assignees: ['ivan'] })
  await post.readJournal()
  await claimRows(world.database, { lease: 'killed', now: world.house.now(), limit: 1, here: false, except: [] })
  const began = Date.parse(world.house.now())
  if (world.place.engine === 'sqlite') await voidLeases(world.database)

  await post.deliver()

  expect(sent(post)).toHaveLength(1)
  expect(Date.parse(world.house.now()) - began).toBeLessThanOrEqual(world.place.engine === 'sqlite' ? 1000 : 62_000)
})

test('a clock that is set an hour forward in the middle of a delivery doubles nothing', async () => {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  const ivan = await world.join('ivan', 'member')
  await post.reach(ivan, IVAN)
  await world.addTask('Print the flyers', { assignees: ['ivan'] })
  await post.arrive(ivan)
  post.shown.acknowledge = async () => {
    world.wait(3_600_000)
    await sleep(1500)
    return true
  }

  await post.deliver()

  expect(post.toasts).toHaveLength(1)
  expect(sent(post)).toEqual([])
})

test('a clock that is set an hour back holds nobody up', async () => {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  await post.reach(await world.join('ivan', 'member'), IVAN)
  const courier = post.hire()
  for (const title of ['a', 'b', 'c']) await world.addTask(title, { assignees: ['ivan'] })
  await post.deliver(courier)

  world.wait(-3_600_000)
  const began = Date.parse(world.house.now())
  await world.addTask('d', { assignees: ['ivan'] })
  await post.deliver(courier)

  expect(sent(post)).toHaveLength(4)
  expect(Date.parse(world.house.now()) - began).toBeLessThan(5000)
})

test('what happened more than a day ago stands in the list and is not sent any more', async () => {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  const ivan = await world.join('ivan', 'member')
  await post.reach(ivan, IVAN)
  await world.addTask('old', { assignees: ['ivan'] })
  world.wait(25 * 3_600_000)
  await world.addTask('new', { assignees: ['ivan'] })

  await post.deliver()

  expect(sent(post)).toEqual(['vera gave you the task <b>new</b>'])
  expect((await listNotifications(ivan, { limit: 10 })).items).toHaveLength(2)
})

test('a thousand messages to a hundred people go out in order, as fast as is allowed and no faster', async () => {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  const people = Array.from({ length: 100 }, (_, n) => `p${n}`)
  for (const [n, name] of people.entries())
    await reach(world, post.telegram, await world.join(name, 'member'), IVAN + n)
  await post.forget()
  const task = await world.addTask('Print the flyers')
  const now = world.house.now()
  const rows = Array.from({ length: 1000 }, (_, n) => ({
    key: `k${n}`,
    user_id: world.as(`p${n % 100}`).actor.user_id,
    kind: 'moved' as const,
    task_id: task.id,
    team_id: task.team_id,
    args: JSON.stringify({ actor: String(n), from: 'todo', to: 'review' }),
    state: 'waiting' as const,
    not_before: now,
    created_at: now,
  }))
  for (let n = 0; n < rows.length; n += 100)
    await world.database.record((write) =>
      write
        .insertInto('outbox')
        .values(rows.slice(n, n + 100))
        .execute(),
    )

  await post.deliver()

  const seconds = (Date.parse(world.house.now()) - Date.parse(now)) / 1000
  const numbers = sent(post).map((text) => Number(/^\d+/.exec(text ?? '')?.[0]))
  expect(numbers).toHaveLength(1000)
  for (let n = 0; n < 100; n++) {
    const own = numbers.filter((number) => number % 100 === n)
    expect(own).toEqual(own.toSorted((a, b) => a - b))
  }
  expect(post.telegram.violations()).toEqual([])
  expect(seconds).toBeLessThan(60)
}, 120_000)
