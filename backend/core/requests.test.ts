import { expect, test } from 'vitest'
import { openDoors } from '../testing/doors.ts'
import { makeWorld } from '../testing/world.ts'

test('a retried request is answered alike without acting again, and what was shown once is not kept in the clear', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const invite = () =>
    doors.request(
      world.vera,
      'POST',
      `/teams/${world.home.team.id}/invites`,
      { role: 'member' },
      { 'idempotency-key': 'once' },
    )

  const [first, second] = [await invite(), await invite()]

  const { token } = first.body as { token: string }
  expect(second.body).toEqual(first.body)
  expect(world.journal()).toHaveLength(1)
  const kept = await world.database.read.selectFrom('requests').select('result').execute()
  expect(kept).toHaveLength(1)
  expect(kept[0]?.result).not.toContain(token)
})

test('another body under the same key is refused', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const create = (name: string) => doors.request(world.vera, 'POST', '/teams', { name }, { 'idempotency-key': 'once' })
  await create('First')

  expect(await create('Second')).toMatchObject({ status: 409, body: { code: 'request.key_reused' } })
})

test('requests at the same moment under one key act once', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const create = () => doors.request(world.vera, 'POST', '/teams', { name: 'Club' }, { 'idempotency-key': 'once' })

  const answers = await Promise.all(Array.from({ length: 12 }, create))

  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
  const teams = await world.database.read.selectFrom('teams').select('id').where('name', '=', 'Club').execute()
  expect(teams).toHaveLength(1)
})
