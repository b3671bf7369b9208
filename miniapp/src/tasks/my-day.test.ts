import { expect, test } from 'vitest'
import { makeTask } from '../core/testing.ts'
import { arrangeMyDay } from './my-day.ts'

const viewer = { user_id: 3, personal_team_id: 2, zone: 'Europe/Moscow', now: '2026-03-04T09:00:00.000Z' }
const mine = (id: number, fields: Parameters<typeof makeTask>[0] = {}) =>
  makeTask({ id, assignees: [{ id: 3, name: 'Vera' }], ...fields })
const arranged = (...tasks: ReturnType<typeof makeTask>[]) =>
  Object.fromEntries(arrangeMyDay(tasks, viewer).map(({ section, tasks: list }) => [section, list.map(({ id }) => id)]))

test('what is due lies under its day, by the calendar of the person', () => {
  expect(
    arranged(
      mine(1, { due_at: '2026-03-04T08:59:00.000Z' }),
      mine(2, { due_at: '2026-03-04T20:59:00.000Z' }),
      mine(3, { due_at: '2026-03-04T21:01:00.000Z' }),
      mine(4),
    ),
  ).toEqual({ overdue: [1], today: [2], next: [3], no_date: [4] })
})

test('snoozed tasks rest apart until their time comes', () => {
  const due_at = '2026-03-01T09:00:00.000Z'

  expect(
    arranged(
      mine(1, { due_at, snoozed_until: '2026-03-05T09:00:00.000Z' }),
      mine(2, { due_at, snoozed_until: '2026-03-04T08:00:00.000Z' }),
    ),
  ).toEqual({ overdue: [2], snoozed: [1] })
})

test('what was done today still stands, what was done before does not', () => {
  expect(
    arranged(
      mine(1, { status: 'done', done_at: '2026-03-04T07:00:00.000Z' }),
      mine(2, { status: 'done', done_at: '2026-03-02T07:00:00.000Z' }),
    ),
  ).toEqual({ done: [1] })
})

test("another's task is not mine; an unassigned one is only in my personal team", () => {
  expect(
    arranged(
      makeTask({ id: 1, assignees: [{ id: 4, name: 'Gleb' }] }),
      makeTask({ id: 2 }),
      makeTask({ id: 3, team_id: 2 }),
    ),
  ).toEqual({
    no_date: [3],
  })
})

test('the most pressing stands first', () => {
  expect(
    arranged(mine(1, { priority: 'low' }), mine(2, { priority: 'urgent' }), mine(3, { priority: 'high' })),
  ).toEqual({ no_date: [2, 3, 1] })
})
