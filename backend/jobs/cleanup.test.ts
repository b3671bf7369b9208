import { expect, test } from 'vitest'
import { DAY_MS } from '../core/time.ts'
import { makeLoginLink } from '../features/sessions/make-login-link.ts'
import { makeContext } from '../core/context.ts'
import { moveTask } from '../features/tasks/move-task.ts'
import { openDoors } from '../testing/doors.ts'
import { openPostOffice } from '../testing/post-office.ts'
import { makeWorld } from '../testing/world.ts'
import { cleanUp } from './cleanup.ts'

const TABLES = ['limits', 'login_links', 'refresh_tokens', 'sessions'] as const

test('what sign-in no longer needs is erased, a hundred rows at a time, and what still counts stays', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const count = async () => {
    const rows = []
    for (const table of TABLES) rows.push((await world.database.read.selectFrom(table).selectAll().execute()).length)
    return rows
  }
  const clean = () => cleanUp(world.database, { now: world.house.now(), retention_days: 180 })
  const wish = { user_id: world.vera.actor.user_id, web_base_url: doors.url, rate: { points: 999, seconds: 60 } }
  for (let n = 0; n < 205; n++) await makeLoginLink(world.house, wish)
  const { link } = await makeLoginLink(world.house, wish)
  const given = { token: link.split('#t=')[1], delivery: 'body' }
  const { body } = await doors.request(undefined, 'POST', '/auth/links/redeem', given)
  const { refresh_token } = body as { refresh_token: string }

  world.wait(3 * DAY_MS)
  expect(await clean()).toBe(207)
  expect(await count()).toEqual([0, 0, 1, 1])
  expect(await doors.request(undefined, 'POST', '/auth/refresh', { refresh_token })).toMatchObject({ status: 200 })

  world.wait(20 * DAY_MS)
  await clean()
  expect(await count()).toEqual([0, 0, 0, 1])

  world.wait(30 * DAY_MS)
  await clean()
  expect(await count()).toEqual([0, 0, 0, 0])
})

test('what the machine has done with is forgotten by age, what waits is not', async () => {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  await world.join('pavel', 'member')
  const retried = makeContext(world.house, world.vera.actor, { key: 'k1', digest: 'd1' })
  const task = await world.addTask('Print the flyers', { assignees: ['pavel'] })
  await moveTask(retried, { task_id: task.id, status: 'review' })
  await post.arrive(world.vera)
  await post.readJournal()
  const left = async () => {
    const read = world.database.read
    const origins = await read.selectFrom('entry_origins').selectAll().execute()
    return [
      (await read.selectFrom('requests').selectAll().execute()).length,
      (await read.selectFrom('presence').selectAll().execute()).length,
      (await post.outbox()).map(({ state }) => state).join(),
      origins.length > 0,
    ]
  }
  const clean = () => cleanUp(world.database, { now: world.house.now(), retention_days: 180 })

  await clean()
  expect(await left()).toEqual([1, 1, 'waiting,waiting', true])
  world.wait(3 * DAY_MS)
  await clean()
  expect(await left()).toEqual([0, 0, 'waiting,waiting', true])
  await post.deliver()
  world.wait(28 * DAY_MS)
  await clean()
  expect(await left()).toEqual([0, 0, '', true])
  world.wait(150 * DAY_MS)
  await clean()
  expect(await left()).toEqual([0, 0, '', false])
})
