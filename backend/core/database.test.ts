import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { moveTask } from '../features/tasks/move-task.ts'
import { makeWorld } from '../testing/world.ts'
import { streams } from './database.ts'
import { Problem } from './errors.ts'
import { checkDurability, openSqlite } from './sqlite-open.ts'

test('inside a transaction the reader is refused: it would see the world before it', async () => {
  const world = await makeWorld()

  const careless = world.vera.mutate(streams('user:1'), async () => {
    await world.vera.read.selectFrom('tasks').selectAll().execute()
    throw new Error('was let through')
  })

  await expect(careless).rejects.toThrow('only `write` is used')
})

test('a writer kept beyond its transaction is refused', async () => {
  const world = await makeWorld()
  const kept = await world.database.record((write) => Promise.resolve({ write }))

  await expect(kept.write.deleteFrom('presence').execute()).rejects.toThrow(/inside the work|already committed/)
})

test('the journal can be neither changed nor deleted', async () => {
  const world = await makeWorld()
  await world.addTask('Print the flyers')

  const change = world.database.record((write) => sql`update entries set kind = 'forged'`.execute(write as never))
  const erase = world.database.record((write) => sql`delete from entries`.execute(write as never))

  await expect(change).rejects.toThrow('append-only')
  await expect(erase).rejects.toThrow('append-only')
})

test('a refused work undoes only itself, also among others that share its transaction', async () => {
  const world = await makeWorld()
  const insert = (socket: string, fail: boolean) =>
    world.database.record(async (write) => {
      await write
        .insertInto('presence')
        .values({ socket, user_id: world.vera.actor.user_id, seen_at: world.house.now() })
        .execute()
      if (fail) throw new Problem('test.refused', 403)
    })

  const ends = await Promise.allSettled([insert('a', false), insert('b', true), insert('c', false)])

  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  const rows = await world.database.read.selectFrom('presence').select('socket').orderBy('socket').execute()
  expect(rows.map(({ socket }) => socket)).toEqual(['a', 'c'])
})

test('an entry for a stream that was not locked fails the whole change', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Print the flyers')
  const entry = {
    stream: `team:${task.team_id}`,
    audience: `team:${task.team_id}`,
    refs: {},
    kind: 'task_deleted',
    changes: {},
    task: { id: task.id, version: 9 },
  } as const

  await expect(
    world.vera.mutate(streams('user:1'), () => Promise.resolve({ entries: [entry], result: null })),
  ).rejects.toThrow('lock was not taken')
  expect(world.journal()).toEqual([])
})

test('every connection of SQLite syncs fully, asked after a write', async () => {
  const world = await makeWorld()
  if (!world.place.file) return
  const connection = openSqlite(world.place.file, { readonly: false })
  connection.exec('create table probe (id integer)')

  expect(() => checkDurability(connection)).not.toThrow()
  connection.pragma('synchronous = NORMAL')
  expect(() => checkDurability(connection)).toThrow('synchronous')
  connection.close()
})

test('many more writes at once than there are connections all get their turn, and readers are not kept waiting', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Print the flyers')
  const { length } = await Promise.all([
    world.vera.read.selectFrom('tasks').select('id').execute(),
    ...Array.from({ length: 300 }, (_, n) =>
      moveTask(world.vera, { task_id: task.id, status: n % 2 ? 'review' : 'todo' }),
    ),
  ])

  expect(length).toBe(301)
  expect(world.journal()).toHaveLength(300)
})
