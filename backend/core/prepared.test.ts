import { expect, test } from 'vitest'
import { makeWorld } from '../testing/world.ts'
import type { Reader } from './database.ts'
import { prepared } from './prepared.ts'

test('a prepared query is built once and run with the values of each call', async () => {
  const { vera, foma } = await makeWorld()
  let built = 0
  const nameOf = prepared((db: Reader, { user_id }: { user_id: number }) => {
    built += 1
    return db.selectFrom('users').select('name').where('id', '=', user_id)
  })

  const names = [await nameOf.first(vera.read, vera.actor), await nameOf.first(vera.read, foma.actor)]

  expect(names).toEqual([{ name: 'vera' }, { name: 'foma' }])
  expect(await nameOf.all(vera.read, { user_id: 0 })).toEqual([])
  expect(built).toBe(1)
})

test('a prepared query that would look at a value while it is built fails at once', async () => {
  const { vera } = await makeWorld()
  const wrong = prepared((db: Reader, { user_id }: { user_id: number }) =>
    db
      .selectFrom('users')
      .select('name')
      .limit(user_id > 0 ? 1 : 2),
  )

  await expect(wrong.first(vera.read, { user_id: 1 })).rejects.toThrow('does not know user_id yet')
})
