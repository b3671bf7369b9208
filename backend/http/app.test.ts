import { expect, test } from 'vitest'
import { openDoors } from '../testing/doors.ts'
import { makeWorld } from '../testing/world.ts'

test('a task is moved over HTTP, and answered with what the person may do next', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const task = await world.addTask('Print the flyers')

  const { status, body } = await doors.request(world.vera, 'POST', `/tasks/${task.id}/move`, { status: 'done' })

  expect(status).toBe(200)
  expect(body).toMatchObject({ id: task.id, status: 'done', may: { move: true } })
})

test('a wrong shape is 400 with the path, a broken rule 422, an unknown id 404', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const task = await world.addTask('Print the flyers')
  const move = (id: unknown, body: unknown) => doors.request(world.vera, 'POST', `/tasks/${String(id)}/move`, body)

  expect(await move(task.id, { status: 'done', colour: 'red' })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'colour' }] },
  })
  expect(await move(task.id, '{"status":')).toMatchObject({ status: 400, body: { code: 'request.malformed' } })
  expect(await move(task.id, { status: 'sleeping' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'status' }] },
  })
  expect(await move(task.id, { task_id: task.id, status: 'done' })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'task_id' }] },
  })
  expect(await move('12abc', { status: 'done' })).toMatchObject({ status: 404, body: { code: 'task.not_found' } })
  expect(await move(999_999, { status: 'done' })).toMatchObject({ status: 404, body: { code: 'task.not_found' } })
})

test('nobody gets 401, and a foreign host or origin is refused', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)

  expect(await doors.request(undefined, 'POST', '/tasks/1/move', { status: 'done' })).toMatchObject({ status: 401 })
  expect(
    await doors.request(world.vera, 'POST', '/tasks/1/move', { status: 'done' }, { origin: 'https://evil.example' }),
  ).toMatchObject({ status: 403 })
})

test('a refusal is worded in the language the program asks for', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const ask = (language: string) =>
    doors.request(world.vera, 'GET', '/tasks/999999', undefined, { 'accept-language': language })

  expect((await ask('ru-RU,ru;q=0.9')).body).toMatchObject({
    code: 'task.not_found',
    detail: 'Такой задачи нет, или вы её не видите.',
  })
  expect((await ask('en')).body).toMatchObject({
    code: 'task.not_found',
    detail: expect.stringMatching(/task/) as string,
  })
})
