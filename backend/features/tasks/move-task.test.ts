import { expect, test } from 'vitest'
import { makeContext } from '../../core/context.ts'
import { makeWorld } from '../../testing/world.ts'
import { moveTask } from './move-task.ts'

test('a moved task stands in its column, and the journal says what changed', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Print the flyers')

  const moved = await moveTask(world.vera, { task_id: task.id, column_id: world.column('done') })

  expect(moved).toMatchObject({
    status: 'done',
    column_id: world.column('done'),
    version: 2,
    done_at: world.house.now(),
  })
  expect(world.journal()).toMatchObject([
    {
      kind: 'task_updated',
      stream: `team:${world.home.team.id}`,
      actor: { name: 'vera' },
      changes: { status: { from: 'todo', to: 'done' } },
      task: moved,
    },
  ])
})

test('a status names its column', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Print the flyers')

  const moved = await moveTask(world.vera, { task_id: task.id, status: 'review' })

  expect(moved.column_id).toBe(world.column('review'))
})

test('cards keep the order they are put in', async () => {
  const world = await makeWorld()
  const [a, b, c] = [await world.addTask('a'), await world.addTask('b'), await world.addTask('c')]

  const first = await moveTask(world.vera, { task_id: c.id, before_task_id: a.id })
  const middle = await moveTask(world.vera, { task_id: b.id, after_task_id: c.id })

  expect([first.position, middle.position, a.position].toSorted()).toEqual([
    first.position,
    middle.position,
    a.position,
  ])
})

test('a guest does not move a task that is neither theirs nor given to them', async () => {
  const world = await makeWorld()
  const guest = await world.join('gleb', 'guest', { project_role: 'member' })
  const other = await world.addTask('Not mine', { creator: 'vera' })

  await expect(moveTask(guest, { task_id: other.id, status: 'done' })).rejects.toMatchObject({
    code: 'task.move_forbidden',
  })
  expect(world.journal()).toEqual([])
})

test('a stranger learns nothing of a task, not even that it exists', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Secret')

  await expect(moveTask(world.foma, { task_id: task.id, status: 'done' })).rejects.toMatchObject({
    code: 'task.not_found',
  })
  await expect(moveTask(world.foma, { task_id: 987_654, status: 'done' })).rejects.toMatchObject({
    code: 'task.not_found',
  })
})

test('a stale version is refused and nothing changes', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Print the flyers')
  await moveTask(world.vera, { task_id: task.id, status: 'review' })

  await expect(moveTask(world.vera, { task_id: task.id, status: 'done', version: task.version })).rejects.toMatchObject(
    { status: 409 },
  )
})

test('the same request is answered once and again, another wish under its key is refused', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Print the flyers')
  const retried = makeContext(world.house, world.vera.actor, { key: 'k1', digest: 'd1' })
  const other = makeContext(world.house, world.vera.actor, { key: 'k1', digest: 'd2' })

  const first = await moveTask(retried, { task_id: task.id, status: 'review' })
  const second = await moveTask(retried, { task_id: task.id, status: 'review' })

  expect(second).toEqual(first)
  expect(world.journal()).toHaveLength(1)
  await expect(moveTask(other, { task_id: task.id, status: 'done' })).rejects.toMatchObject({
    code: 'request.key_reused',
    status: 409,
  })
})

test('fifty at once leave fifty entries without a gap, each with a version of its own', async () => {
  const world = await makeWorld()
  const tasks = [await world.addTask('a'), await world.addTask('b')]
  const before = world.announced.length

  await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      moveTask(world.vera, { task_id: tasks[n % 2]?.id ?? 0, status: n % 4 < 2 ? 'review' : 'todo' }),
    ),
  )

  const seqs = world.announced.slice(before).map(({ entry }) => entry.seq)
  expect(seqs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => Math.min(...seqs) + n))
})
