import { expect, test } from 'vitest'
import { makeTask } from '../core/testing.ts'
import { arrangeColumns, placeOf, stepFrom, withCarried } from './arrange.ts'

const plain = { wip_limit: null, wip_mode: 'warn' as const, color: null, version: 1 }
const columns = [
  { id: 11, name: 'To do', status: 'todo' as const, position: 'a0', ...plain },
  { id: 12, name: 'Doing', status: 'in_progress' as const, position: 'a1', ...plain },
]
const a = makeTask({ id: 1, position: 'a0' })
const b = makeTask({ id: 2, position: 'a1' })
const c = makeTask({ id: 3, position: 'Zz' })
const far = makeTask({ id: 4, column_id: 12, position: 'a0' })
const lists = arrangeColumns(columns, [a, b, c, far])
const ids = (list: { id: number }[] | undefined) => list?.map(({ id }) => id)

test('cards stand by their position, byte by byte', () => {
  expect(ids(lists.get(11))).toEqual([3, 1, 2])
})

test('a card whose column is not known yet stands in that of its status', () => {
  const placed = arrangeColumns(columns, [makeTask({ id: 9, column_id: 0, status: 'in_progress' })])

  expect(ids(placed.get(12))).toEqual([9])
})

test('a carried card shows where it would fall and is nowhere else', () => {
  const to = { column_id: 12, before_task_id: 4 }

  expect(ids(withCarried(lists.get(11) ?? [], 11, a, to))).toEqual([3, 2])
  expect(ids(withCarried(lists.get(12) ?? [], 12, a, to))).toEqual([1, 4])
})

test('arrow keys carry a card by one place, and not over the edge', () => {
  const place = placeOf(lists, a)
  expect(place).toEqual({ column_id: 11, before_task_id: 2 })

  expect(stepFrom(columns, lists, 1, place, 'up')).toEqual({ column_id: 11, before_task_id: 3 })
  expect(stepFrom(columns, lists, 1, place, 'down')).toEqual({ column_id: 11, before_task_id: undefined })
  expect(stepFrom(columns, lists, 1, place, 'right')).toEqual({ column_id: 12, before_task_id: undefined })
  expect(stepFrom(columns, lists, 1, place, 'left')).toBeUndefined()
})
