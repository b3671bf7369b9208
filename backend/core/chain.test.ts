import { expect, test } from 'vitest'
import { makeWorld, type World } from '../testing/world.ts'
import { moveTask } from '../features/tasks/move-task.ts'
import { findBrokenChains } from './chain.ts'
import { runEach } from './migration-kit.ts'

/** Whoever has the database in their hands can switch off what guards it. */
async function forge(world: World, statement: string) {
  const sqlite = world.database.engine === 'sqlite'
  const guards = sqlite
    ? ['drop trigger entries_no_update', 'drop trigger entries_no_delete']
    : ['alter table entries disable trigger all']
  await world.database.record((write) => runEach(write as never, ...guards, statement))
}

test('the journal of a world is whole, whatever was written to it at once', async () => {
  const world = await makeWorld()
  const tasks = await Promise.all(['a', 'b', 'c'].map((title) => world.addTask(title)))
  await Promise.all(tasks.map(({ id }) => moveTask(world.vera, { task_id: id, status: 'done' })))

  expect(await findBrokenChains(world.database.read)).toEqual([])
})

test('an entry that was changed, taken out or added by hand is found', async () => {
  const stream = 'team:'
  const acts = [
    ['is not what was written', (of: string) => `update entries set body = '{}' where stream = '${of}' and seq = 2`],
    ['is not what was written', (of: string) => `update entries set actor_id = 99 where stream = '${of}' and seq = 2`],
    ['misses entry 2', (of: string) => `delete from entries where stream = '${of}' and seq = 2`],
    ['misses entry', (of: string) => `delete from entries where stream = '${of}' and seq > 2`],
  ] as const
  for (const [finding, act] of acts) {
    const world = await makeWorld()
    await world.addTask('a')
    await forge(world, act(`${stream}${world.home.team.id}`))

    expect(await findBrokenChains(world.database.read)).toEqual([expect.stringContaining(finding)])
  }
})

test('what is left of a journal goes on from the anchor of what was cut, also when everything was', async () => {
  const world = await makeWorld()
  const name = `team:${world.home.team.id}`
  const { id } = await world.addTask('a')
  const last = await world.database.read
    .selectFrom('entries')
    .select(['stream', 'seq', 'hash'])
    .where('stream', '=', name)
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow()

  await world.database.record(async (write) => {
    await write.insertInto('anchors').values(last).execute()
    await runEach(write as never, `delete from entries where stream = '${name}'`)
  })
  await moveTask(world.vera, { task_id: id, status: 'done' })

  expect(await findBrokenChains(world.database.read)).toEqual([])
})
