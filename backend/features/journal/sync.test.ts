import { expect, test } from 'vitest'
import { makeRandom } from '../../testing/random.ts'
import { randomWalk } from '../../testing/random-walk.ts'
import { SyncClient } from '../../testing/sync-client.ts'
import { makeWorld } from '../../testing/world.ts'

const STEPS = 150
const seeds = process.env['SEED'] ? [Number(process.env['SEED'])] : [1, 3, 4, 6, 14, 20]

test.each(seeds)('after one sync every device knows what a newcomer would be given (seed %i)', async (seed) => {
  const world = await makeWorld()
  const random = makeRandom(seed)
  const people = [
    world.vera,
    world.foma,
    await world.join('ivan', 'member'),
    await world.join('gleb', 'guest', { project_role: 'member' }),
    await world.join('olga', 'manager'),
    await world.person('petr'),
  ]
  for (const name of ['vera', 'ivan', 'gleb']) await world.addTask(`first of ${name}`, { creator: name })
  const clients = people.map((context) => new SyncClient(context.actor.name, context, random))
  for (const client of clients) await client.start()
  world.listeners.push((announcements) => {
    for (const { entry, user_ids } of announcements) {
      for (const [index, client] of clients.entries()) {
        if (user_ids.includes(people[index]?.actor.user_id ?? 0)) client.push(entry)
      }
    }
  })
  const step = randomWalk(world, people, random)

  for (let n = 0; n < STEPS; n++) {
    await step()
    await random.pick(clients).receive(1 / 2)
    if (random.chance(1 / 20)) await random.pick(clients).sync()
  }
  for (const client of clients) await client.receive(1)
  for (const client of clients) await client.sync()

  for (const client of clients) {
    expect(client.knows(), `${client.name}, SEED=${seed}`).toEqual(await client.fresh())
  }
  expect(world.announced.length).toBeGreaterThan(STEPS / 5)
})
