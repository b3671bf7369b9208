import { expect, test, vi } from 'vitest'
import type { Problem } from '../core/errors.ts'
import { networkOf } from '../core/network.ts'
import type { Route } from '../core/routes.ts'
import { routes } from '../features/routes.ts'
import { openDoors } from '../testing/doors.ts'
import { makeWorld, type World } from '../testing/world.ts'
import { makeLimits, SIGN_IN_RATES, type Limits } from './limits.ts'

const usual = { rate_limit_anon: undefined, rate_limit_user: undefined }
const REDEEM = routeAt('/auth/links/redeem')
const ME = routeAt('/me')
const MOVE = routeAt('/tasks/:task_id/move')

function routeAt(path: string): Route {
  const route = routes.find((route) => route.path === path)
  if (!route) throw new Error(`there is no ${path}`)
  return route
}

/** How many of `tries` got through, and what stopped the rest. */
async function knock(limits: Limits, tries: number, route: Route, ip: string, user_id?: number) {
  let through = 0
  let stopped: Problem | undefined
  for (let n = 0; n < tries; n++) {
    await limits.request({ ip }, route, user_id).then(
      () => through++,
      (error: Problem) => (stopped = error),
    )
  }
  return { through, stopped }
}

const keysOf = async ({ database }: World) =>
  (await database.read.selectFrom('limits').select(['key', 'count']).execute()).map(
    ({ key, count }) => `${key}: ${count}`,
  )

test('each limit of sign-in stands at a route that exists', () => {
  expect(Object.keys(SIGN_IN_RATES).filter((path) => !routes.some((route) => route.path === path))).toEqual([])
})

test('an address may redeem twenty links an hour, and is told how long to wait', async () => {
  const world = await makeWorld()
  const limits = makeLimits(usual, world.house)
  await knock(limits, 1, REDEEM, '198.51.100.1')
  world.wait(600_000)

  const { through, stopped } = await knock(limits, 25, REDEEM, '198.51.100.1')

  expect(through).toBe(19)
  expect(stopped).toMatchObject({ code: 'request.too_many', status: 429, details: { retry_after: 3000 } })
  expect(await knock(limits, 1, REDEEM, '198.51.100.2')).toMatchObject({ through: 1 })
  world.wait(3_000_000)
  expect(await knock(limits, 1, REDEEM, '198.51.100.1')).toMatchObject({ through: 1 })
})

test('a restart, or another instance, forgets no try', async () => {
  const world = await makeWorld()
  await knock(makeLimits(usual, world.house), 20, REDEEM, '198.51.100.1')

  const restarted = await knock(makeLimits(usual, world.house), 1, REDEEM, '198.51.100.1')
  const other = world.place.open()
  const elsewhere = await knock(makeLimits(usual, { ...world.house, database: other }), 1, REDEEM, '198.51.100.1')
  await other.close()

  expect([restarted.through, elsewhere.through]).toEqual([0, 0])
})

test('fifty tries at once are all counted, and twenty get through', async () => {
  const world = await makeWorld()
  const limits = makeLimits(usual, world.house)

  const tries = await Promise.allSettled(
    Array.from({ length: 50 }, () => limits.request({ ip: '198.51.100.1' }, REDEEM, undefined)),
  )

  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
  expect(await keysOf(world)).toEqual(['/auth/links/redeem from 198.51.100.1: 50'])
})

test('a failed try counts like any other', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world, { limit: makeLimits(usual, world.house).request })
  const answers = []
  for (let n = 0; n < 21; n++) {
    answers.push(await doors.request(undefined, 'POST', '/auth/links/redeem', n % 2 ? { token: 'x' } : { wrong: true }))
  }

  expect(answers.slice(0, 20).map(({ status }) => status)).toEqual(
    Array.from({ length: 20 }, (_, n) => (n % 2 ? 401 : 400)),
  )
  expect(answers[20]).toMatchObject({ status: 429, body: { code: 'request.too_many' } })
  expect(answers[20]?.headers.get('retry-after')).toBe('3600')
})

test('another spelling of a path is the same door', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world, { limit: makeLimits(usual, world.house).request })

  for (const path of ['/auth/links/redeem', '/auth/links/redeem/', '/AUTH/links/REDEEM', '/auth/links/redeem?x=1'])
    await doors.request(undefined, 'POST', path, { token: 'x' })

  expect(await keysOf(world)).toEqual(['/auth/links/redeem from 127.0.0.1: 4'])
})

test('a person has limits of their own for reading and for writing, wherever they are', async () => {
  const world = await makeWorld()
  const limits = makeLimits(usual, world.house)

  expect(await knock(limits, 130, MOVE, '198.51.100.1', 1)).toMatchObject({ through: 120, stopped: { status: 429 } })
  expect(await knock(limits, 1, MOVE, '198.51.100.9', 1)).toMatchObject({ through: 0 })
  expect(await knock(limits, 1, MOVE, '198.51.100.1', 2)).toMatchObject({ through: 1 })
  expect(await knock(limits, 610, ME, '198.51.100.1', 1)).toMatchObject({ through: 600 })
})

test('nobody in particular is counted by their address', async () => {
  const world = await makeWorld()
  const limits = makeLimits(usual, world.house)

  expect(await knock(limits, 610, ME, '198.51.100.1')).toMatchObject({ through: 600 })
  expect(await knock(limits, 1, ME, '198.51.100.2')).toMatchObject({ through: 1 })
})

test('what is counted in memory is free again when its time is over', async () => {
  const world = await makeWorld()
  vi.useFakeTimers({ now: 0 })
  try {
    const limits = makeLimits(usual, world.house)
    for (let n = 0; n < 20; n++) await limits.bot(4242)
    await expect(limits.bot(4242)).rejects.toMatchObject({ status: 429, details: { retry_after: 60 } })
    await expect(limits.bot(4343)).resolves.toBeUndefined()

    vi.setSystemTime(60_001)

    await expect(limits.bot(4242)).resolves.toBeUndefined()
  } finally {
    vi.useRealTimers()
  }
})

test('the settings stand in for every limit by address, sign-in included, and for every one by person', async () => {
  const world = await makeWorld()
  const rates = { rate_limit_anon: { points: 3, seconds: 3600 }, rate_limit_user: { points: 5, seconds: 60 } }
  const limits = makeLimits(rates, world.house)

  expect(await knock(limits, 10, REDEEM, '198.51.100.1')).toMatchObject({
    through: 3,
    stopped: { details: { retry_after: 3600 } },
  })
  expect(await knock(limits, 10, ME, '198.51.100.1')).toMatchObject({ through: 3 })
  expect(await knock(limits, 10, ME, '198.51.100.1', 1)).toMatchObject({ through: 5 })
  for (let n = 0; n < 5; n++) await limits.event(1, 'move_task')
  await expect(limits.event(1, 'move_task')).rejects.toMatchObject({ status: 429 })
})

test.each([
  ['198.51.100.7', '198.51.100.7'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', ''],
])('the address %s is counted as %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network)
})
