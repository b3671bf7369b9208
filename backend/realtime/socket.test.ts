import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { Problem } from '../core/errors.ts'
import { moveTask } from '../features/tasks/move-task.ts'
import { removeMember } from '../features/teams/remove-member.ts'
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
    status: 'review',
  })
  expect(await gleb.emitWithAck('move_task', { task_id: task.id, status: 'done' })).toMatchObject({
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

test('a page from elsewhere opens no socket, a program without an origin does', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const open = async (origin?: string) => {
    const extraHeaders = origin === undefined ? {} : { origin }
    const auth = { token: await doors.tokenOf(world.vera) }
    const socket = io(`${doors.url}/ws`, {
      transports: ['websocket'],
      auth,
      extraHeaders,
      forceNew: true,
      reconnection: false,
    })
    onTestFinished(() => void socket.disconnect())
    return new Promise((resolve) => {
      socket.on('connect', () => resolve('open'))
      socket.on('connect_error', () => resolve('refused'))
    })
  }

  expect(await open('https://evil.example')).toBe('refused')
  expect(await open(doors.url)).toBe('open')
  expect(await open()).toBe('open')
})

test('whoever signs out is cut at once, and their token opens nothing any more', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const token = await doors.tokenOf(world.vera)
  const socket = io(`${doors.url}/ws`, {
    transports: ['websocket'],
    auth: { token },
    forceNew: true,
    reconnection: false,
  })
  await new Promise((resolve) => socket.on('connect', () => resolve(undefined)))
  const cut = new Promise((resolve) => socket.on('disconnect', resolve))

  const answer = await fetch(`${doors.url}/api/v1/auth/logout`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  })

  expect(answer.ok).toBe(true)
  expect(await cut).toBe('io server disconnect')
  const again = await fetch(`${doors.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
  expect(again.status).toBe(401)
})

test('a member who is removed hears nothing of the team from then on', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const ivan = await world.join('ivan', 'member')
  const task = await world.addTask('Print the flyers')
  const socket = await connectSocket(doors, ivan)
  const heard: string[] = []
  socket.onAny((kind: string) => heard.push(kind))

  await removeMember(world.vera, { team_id: world.home.team.id, user_id: ivan.actor.user_id })
  await moveTask(world.vera, { task_id: task.id, status: 'done' })
  await expect.poll(() => heard).toContain('access_lost')
  await socket.emitWithAck('sync', {})

  expect(heard).not.toContain('task_updated')
  expect(await socket.emitWithAck('move_task', { task_id: task.id, status: 'todo' })).toMatchObject({
    problem: { status: 404 },
  })
})

test('events beyond the limit are refused with the time to wait', async () => {
  const world = await makeWorld()
  const event = () => Promise.reject(new Problem('request.too_many', 429, { retry_after: 7 }))
  const doors = await openDoors(world, { socket_limits: { handshake: () => Promise.resolve(), event } })
  const socket = await connectSocket(doors, world.vera)

  expect(await socket.emitWithAck('sync', {})).toMatchObject({ problem: { status: 429 } })
})
