import { expect, test } from 'vitest'
import { makeTask } from './testing.ts'
import { foldWish } from './wish-effects.ts'

test('a task ticked off is done at once and not overdue any more', () => {
  const task = makeTask({ overdue_at: '2026-03-01T10:00:00.000Z' })

  const shown = foldWish(task, { kind: 'done', task_id: 1, at: '2026-03-01T11:00:00.000Z' })

  expect(shown).toMatchObject({ status: 'done', done_at: '2026-03-01T11:00:00.000Z', overdue_at: null })
})

test('a task moved out of Done is open again', () => {
  const task = makeTask({ status: 'done', done_at: '2026-03-01T10:00:00.000Z' })

  const shown = foldWish(task, {
    kind: 'move',
    task_id: 1,
    to: { column_id: 12 },
    shown: { status: 'todo', column_id: 12, position: 'a1' },
  })

  expect(shown).toMatchObject({ status: 'todo', column_id: 12, position: 'a1', done_at: null })
})

test('a deleted task is not shown, and a new one is before the server knows it', () => {
  expect(foldWish(makeTask(), { kind: 'delete', task_id: 1 })).toBeUndefined()
  expect(
    foldWish(undefined, {
      kind: 'create',
      task_id: -1,
      task: { title: 'new' },
      shown: makeTask({ id: -1 }),
      newest: 0,
    }),
  ).toMatchObject({ id: -1 })
})
