import { expect, test } from 'vitest'
import { connectSocket, openDoors } from '../../testing/doors.ts'
import { makeWorld } from '../../testing/world.ts'

interface Listed {
  items: { id: number; current: boolean; user_agent: string | null; ended_at: string | null }[]
  next: string | null
}

async function openWorld() {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const here = { authorization: `Bearer ${await doors.tokenOf(world.vera)}` }
  const there = { authorization: `Bearer ${await doors.tokenOf(world.vera)}` }
  const list = async (headers: Record<string, string>, query = '') =>
    (await doors.request(undefined, 'GET', `/auth/sessions${query}`, undefined, headers)).body as Listed
  const end = (path: string, headers: Record<string, string>) =>
    doors.request(undefined, 'DELETE', `/auth/sessions${path}`, undefined, headers)
  return { world, doors, here, there, list, end }
}

test('a person sees where they are signed in, which of these is here, and nobody else', async () => {
  const { world, doors, here, there, list } = await openWorld()
  await doors.tokenOf(world.foma)

  const { items, next } = await list(here)

  expect(items).toHaveLength(2)
  expect(items.map(({ current }) => current)).toEqual([false, true])
  expect((await list(there)).items.map(({ current }) => current)).toEqual([true, false])
  expect(next).toBeNull()
  expect(JSON.stringify(items)).not.toMatch(/hash|token/)
})

test('sessions come in pages', async () => {
  const { here, list } = await openWorld()

  const first = await list(here, '?limit=1')
  const second = await list(here, `?limit=1&cursor=${first.next}`)

  expect([first, second].map(({ items }) => items.length)).toEqual([1, 1])
  expect(second.items[0]?.id).toBeLessThan(first.items[0]?.id ?? 0)
  expect(second.next).toBeNull()
})

test('an ended session gets nothing any more, and its sockets are cut at once', async () => {
  const { world, doors, here, list, end } = await openWorld()
  const socket = await connectSocket(doors, world.vera)
  const cut = new Promise((resolve) => socket.on('disconnect', resolve))
  const [newest] = (await list(here)).items

  const answer = await end(`/${newest?.id}`, here)

  expect(answer).toMatchObject({ status: 200, body: { id: newest?.id, ended_at: world.house.now(), current: false } })
  await cut
  expect((await list(here)).items).toHaveLength(2)
  expect(await end(`/${newest?.id}`, here)).toMatchObject({ status: 404, body: { code: 'session.not_found' } })
})

test('somebody may end the very session that asks', async () => {
  const { here, there, list, end } = await openWorld()
  const own = (await list(here)).items.find(({ current }) => current)

  expect(await end(`/${own?.id}`, here)).toMatchObject({ status: 200, body: { current: true } })

  expect(await end('', here)).toMatchObject({ status: 401 })
  expect((await list(there)).items).toHaveLength(1)
})

test('the session of somebody else and one that never was get the same answer', async () => {
  const { world, doors, here, list, end } = await openWorld()
  const foreign = (await list({ authorization: `Bearer ${await doors.tokenOf(world.foma)}` })).items[0]

  const [theirs, nobodys] = [await end(`/${foreign?.id}`, here), await end('/999999', here)]

  expect(theirs).toMatchObject({ status: 404, body: { code: 'session.not_found' } })
  expect(nobodys.text).toBe(theirs.text)
  expect((await list({ authorization: `Bearer ${await doors.tokenOf(world.foma)}` })).items).toHaveLength(2)
})

test('all others end with one call, and the one that asks stays', async () => {
  const { world, doors, here, there, list, end } = await openWorld()
  const foma = { authorization: `Bearer ${await doors.tokenOf(world.foma)}` }

  expect(await end('', here)).toMatchObject({ status: 200, body: { sessions_ended: 1 } })

  expect((await list(here)).items).toMatchObject([{ current: true }])
  expect(await end('', there)).toMatchObject({ status: 401, body: { code: 'auth.not_signed_in' } })
  expect((await list(foma)).items).toHaveLength(1)
  expect(await end('', here)).toMatchObject({ body: { sessions_ended: 0 } })
})

test('ended by two devices at once, each of them ends the other at most once', async () => {
  const { here, there, end } = await openWorld()

  const answers = await Promise.all([end('', here), end('', there)])

  const ended = answers.map(({ body }) => (body as { sessions_ended?: number }).sessions_ended ?? 0)
  expect(Math.max(...ended)).toBe(1)
})
