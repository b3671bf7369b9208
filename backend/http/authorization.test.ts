import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import type { Route } from '../core/routes.ts'
import { routes } from '../features/routes.ts'
import { connectAll, openDoor } from '../testing/authorization/doors.ts'
import { gatherPeople } from '../testing/authorization/people.ts'
import { INSIDERS, isOpen, TABLE } from '../testing/authorization/table.ts'
import { gatherThings } from '../testing/authorization/things.ts'
import { makeTrial, type Asked } from '../testing/authorization/trial.ts'
import { openDoors } from '../testing/doors.ts'
import { makeWorld } from '../testing/world.ts'
import { shapeOf } from './json-schema.ts'

const OUTSIDERS = ['server_admin', 'removed', 'foreign'] as const
const nameOf = (route: Route) => `${route.method} ${route.path}`
const routeOf = (name: string) => name.replace(/ \(.*\)$/, '')

/** Every row with its route. */
function listAsked(): Asked[] {
  return routes.flatMap((route) =>
    Object.entries(TABLE)
      .filter(([name]) => routeOf(name) === nameOf(route))
      .flatMap(([name, row]) => (isOpen(row) ? [] : [{ name, route, row }])),
  )
}

test('every route stands in the table with every id it takes, and nothing else does', () => {
  const rows = Object.entries(TABLE)
  const missing = routes.flatMap((route) => {
    const own = rows.filter(([name]) => routeOf(name) === nameOf(route)).map(([, row]) => row)
    if (own.length === 0) return [nameOf(route)]
    const declared = own.flatMap((row) => (isOpen(row) ? [] : Object.keys(row.ids ?? {})))
    const taken = Object.keys(shapeOf(route.input)).filter((key) => key.endsWith('_id'))
    return taken.filter((key) => !declared.includes(key)).map((key) => `${nameOf(route)}: ${key}`)
  })
  const known = new Set(routes.map(nameOf))

  expect(missing).toEqual([])
  expect(rows.map(([name]) => routeOf(name)).filter((name) => !known.has(name))).toEqual([])
})

test.each(['http', 'socket'] as const)(
  'by %s everybody gets what the table says, and what is not theirs is answered like what does not exist',
  { timeout: 240_000 },
  async (door) => {
    const world = await makeWorld()
    const doors = await openDoors(world, { rate_limit_anon: { points: 1000, seconds: 60 } })
    const people = await gatherPeople(world)
    const things = gatherThings(world, people)
    const trial = makeTrial(world, people, things, await openDoor(door, doors, people))

    for (const asked of listAsked()) {
      if (door === 'socket' && asked.route.event === undefined) continue
      for (const who of INSIDERS) await trial.asInsider(who, asked)
      for (const who of OUTSIDERS) await trial.asOutsider(who, asked)
      if (door === 'http') await trial.asNobody(asked)
    }
    if (door === 'http') await trial.openRoutes(doors, people)

    console.log(`authorization: ${trial.count()} cases by ${door} (${world.database.engine})`)
    expect(trial.failures).toEqual([])
    expect(trial.count()).toBeGreaterThan(door === 'http' ? 1000 : 50)
  },
)

test('the heartbeat is for whoever is signed in, and a socket opens for nobody else', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const people = await gatherPeople(world)
  const sockets = await connectAll(doors, people)

  for (const socket of Object.values(sockets)) expect(await socket.emitWithAck('heartbeat')).toEqual({})

  const nobody = io(`${doors.url}/ws`, { transports: ['websocket'], forceNew: true, reconnection: false })
  onTestFinished(() => void nobody.disconnect())
  const refusal = await new Promise<Error>((resolve) => nobody.on('connect_error', resolve))
  expect(refusal).toMatchObject({ data: { status: 401, code: 'auth.not_signed_in' } })
})
