import { expect, test } from 'vitest'
import type { WrittenEntry } from '../../core/database.ts'
import { whoIsTold } from './policy.ts'

const person = (id: number) => ({ id, name: `p${id}` })
const [VERA, IVAN, OLGA] = [1, 2, 3]

function updated(changes: object, { actor = VERA, creator = VERA, assignees = [] as number[] }): WrittenEntry {
  const task = { id: 12, creator: person(creator), assignees: assignees.map(person), watchers: [] }
  const where = { stream: 'team:1', seq: 1, at: '', via: 'api', audience: 'project:1' }
  return { ...where, actor: person(actor), kind: 'task_updated', changes, task } as unknown as WrittenEntry
}
const told = (entry: WrittenEntry) => whoIsTold(entry).map(({ user_id, kind }) => `${user_id} ${kind}`)
const status = { status: { from: 'todo', to: 'done' } }

test('a move is told to whoever made the task and whoever works on it, but not to who moved it', () => {
  expect(told(updated(status, { actor: IVAN, creator: VERA, assignees: [IVAN, OLGA] }))).toEqual(['1 moved', '3 moved'])
})

test('whoever is given a task in the same stroke hears of that alone', () => {
  const assignees = { from: [person(OLGA)], to: [person(IVAN)] }

  expect(told(updated({ ...status, assignees }, { assignees: [IVAN] }))).toEqual(['2 assigned', '3 unassigned'])
})

test('a change of anything else is told to nobody', () => {
  expect(told(updated({ title: { from: 'a', to: 'b' } }, { actor: OLGA, assignees: [IVAN] }))).toEqual([])
})

test('overdue is told to whoever works on it, or to who made it', () => {
  const overdue = { overdue_at: { from: null, to: '2026-03-02T09:00:00.000Z' } }

  expect(told(updated(overdue, { actor: 0, assignees: [IVAN, OLGA] }))).toEqual(['2 overdue', '3 overdue'])
  expect(told(updated(overdue, { actor: 0 }))).toEqual(['1 overdue'])
  expect(told(updated({ overdue_at: { from: 'x', to: null } }, { actor: 0 }))).toEqual([])
})
