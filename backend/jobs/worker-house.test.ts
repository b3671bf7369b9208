import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { connectSocket, openDoors } from '../testing/doors.ts'
import { placeOf } from '../testing/post-office.ts'
import { makeWorld } from '../testing/world.ts'
import type { FromWorker } from './messages.ts'

test('an operation runs in a worker thread, and its entry is pushed by the main thread', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const task = await world.addTask('Print the flyers')
  const socket = await connectSocket(doors, world.vera)
  const pushed = new Promise((resolve) => socket.once('task_updated', resolve))

  const worker = new Worker(join(import.meta.dirname, '../testing/mover.ts'), {
    workerData: { place: placeOf(world), actor: world.vera.actor, wish: { task_id: task.id, status: 'done' } },
  })
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'announce') world.house.announce(message.announcements)
  })

  expect(await pushed).toMatchObject({ kind: 'task_updated', task: { id: task.id, status: 'done' } })
})
