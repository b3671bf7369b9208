import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { moveTask } from '../features/tasks/move-task.ts'
import { connectSocket, openDoors } from '../testing/doors.ts'
import { makeWorld } from '../testing/world.ts'

test('a move made by one is pushed to the others who see the task, and to nobody else', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const ivan = await world.join('ivan', 'member')
  const [near, far] = [await connectSocket(doors, ivan), await connectSocket(doors, world.foma)]
  const task = await world.addTask('Print the flyers')
  const seen: unknown[] = []
  far.onAny((...event) => seen.push(event))
  const pushed = new Promise((resolve) => near.once('task_updated', resolve))

  await moveTask(world.vera, { task_id: task.id, status: 'done' })

  expect(await pushed).toMatchObject({
    kind: 'task_updated',
    task: { id: task.id, status: 'done' },
    actor: { name: 'vera' },
  })
  expect(seen).toEqual([])
})

test('a task is moved over the socket, and refused there with the same code', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const guest = await world.join('gleb', 'guest', { project_role: 'member' })
  const task = await world.addTask('Print the flyers')
  const [vera, gleb] = [await connectSocket(doors, world.vera), await connectSocket(doors, guest)]

  expect(await vera.emitWithAck('move_task', { task_id: task.id, status: 'review' })).toMatchObject({
    ok: true,
    result: { status: 'review' },
  })
  expect(await gleb.emitWithAck('move_task', { task_id: task.id, status: 'done' })).toMatchObject({
    ok: false,
    problem: { code: 'task.move_forbidden' },
  })
})

test('a socket without a valid token does not open', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const socket = io(`${doors.url}/ws`, {
    transports: ['websocket'],
    auth: { token: 'forged' },
    forceNew: true,
    reconnection: false,
  })
  onTestFinished(() => void socket.disconnect())

  const refusal = await new Promise<Error>((resolve) => socket.on('connect_error', resolve))

  expect(refusal).toMatchObject({ message: 'auth.not_signed_in', data: { status: 401 } })
})
