import { expect, test } from 'vitest'
import { connectSocket, openDoors } from '../testing/doors.ts'
import { makeWorld } from '../testing/world.ts'
import { moveTask } from '../features/tasks/move-task.ts'

test.runIf(process.env.ENGINE === 'postgres')(
  'a move made at one instance is seen by the clients of the other, also when it is large',
  async () => {
    const world = await makeWorld()
    const [here, there] = [await openDoors(world), await openDoors(world, { follow: false })]
    await there.request(undefined, 'GET', '/nothing')
    const socket = await connectSocket(there, world.vera)
    const small = await world.addTask('Print the flyers')
    const large = await world.addTask('x'.repeat(20_000))
    const seen: number[] = []
    socket.on('task_updated', (entry: { task: { id: number } }) => seen.push(entry.task.id))

    await moveTask(world.vera, { task_id: small.id, status: 'done' })
    await moveTask(world.vera, { task_id: large.id, status: 'done' })

    await expect.poll(() => seen, { timeout: 5000 }).toEqual([small.id, large.id])
    expect(here.url).not.toBe(there.url)
  },
)
