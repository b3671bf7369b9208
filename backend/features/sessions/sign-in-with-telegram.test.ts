import { sign } from '@telegram-apps/init-data-node'
import { expect, test } from 'vitest'
import { openDoors, type OpenedDoors } from '../../testing/doors.ts'
import { makeWorld, type World } from '../../testing/world.ts'

const TOKEN = '123456:TEST-TOKEN'

function launch(world: World, more: { id?: number; username?: string; start_param?: string; age_ms?: number } = {}) {
  const { id = 4242, username = 'zoya', start_param, age_ms = 0 } = more
  const user = { id, first_name: 'Зоя', last_name: 'К', username, language_code: 'ru' }
  return sign({ user, ...(start_param && { start_param }) }, TOKEN, new Date(Date.parse(world.house.now()) - age_ms))
}

const exchange = (doors: OpenedDoors, init_data: string, more: object = {}) =>
  doors.request(undefined, 'POST', '/auth/telegram', { init_data, ...more })
const me = (doors: OpenedDoors, token: string) =>
  doors.request(undefined, 'GET', '/me', undefined, { authorization: `Bearer ${token}` })

test('a person known by their Telegram id is signed in', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const zoya = await world.person('zoya', { telegram_id: 4242, locale: 'ru' })

  const { status, body } = await exchange(doors, launch(world))

  expect(status).toBe(200)
  const { access_token, ...rest } = body as { access_token: string }
  expect(rest).toEqual({ expires_in: 600, user: { id: zoya.actor.user_id, name: 'zoya', locale: 'ru' } })
  expect(await me(doors, access_token)).toMatchObject({
    status: 200,
    body: { telegram: { id: 4242, username: 'zoya' } },
  })
  expect(world.journal()).toEqual([])
})
