import { expect, test } from 'vitest'
import { openDoors } from '../../testing/doors.ts'
import { makeWorld } from '../../testing/world.ts'
import { firstAdminLink } from './first-admin-link.ts'
import { forgetOldSignIns } from './forget-old.ts'
import { makeLoginLink } from './make-login-link.ts'

const DAY_MS = 86_400_000
const TABLES = ['limits', 'init_data_uses', 'login_links', 'refresh_tokens', 'sessions'] as const

test('what ran out is erased, a hundred rows at a time, and what still counts stays', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const count = async () => {
    const rows = []
    for (const table of TABLES) rows.push((await world.database.read.selectFrom(table).selectAll().execute()).length)
    return rows
  }
  const wish = { user_id: world.vera.actor.user_id, web_base_url: doors.url, rate: { points: 999, seconds: 60 } }
  for (let n = 0; n < 205; n++) await makeLoginLink(world.house, wish)
  const { link } = await makeLoginLink(world.house, wish)
  const token = link.split('#t=')[1]
  const { body } = await doors.request(undefined, 'POST', '/auth/links/redeem', { token, delivery: 'body' })
  const { refresh_token } = body as { refresh_token: string }
  world.wait(DAY_MS)
  await firstAdminLink(world.house, doors.url)

  expect(await forgetOldSignIns(world.house)).toBe(207)
  expect(await count()).toEqual([0, 0, 1, 1, 1])
  expect(await doors.request(undefined, 'POST', '/auth/refresh', { refresh_token })).toMatchObject({ status: 200 })

  world.wait(20 * DAY_MS)
  await forgetOldSignIns(world.house)
  expect(await count()).toEqual([0, 0, 0, 0, 1])

  world.wait(60 * DAY_MS)
  await forgetOldSignIns(world.house)
  expect(await count()).toEqual([0, 0, 0, 0, 0])
})
