import { expect, test } from 'vitest'
import { tellEntry } from './history.ts'

const words = {
  t: (key: string, args: object = {}) => `${key} ${Object.values(args).join('|')}`.trim(),
  say: (iso: string) => `at ${iso}`,
}
const entry = (kind: string, changes = {}) => ({
  stream: 'team:5',
  seq: 1,
  at: '2026-03-01T10:00:00.000Z',
  actor: { id: 3, name: 'Vera' },
  via: 'bot',
  kind,
  changes,
})

test('a change is told by its fields, without those that only follow', () => {
  const changes = {
    status: { from: 'todo', to: 'done' },
    done_at: { from: null, to: 'x' },
    position: { from: 'a', to: 'b' },
  }

  expect(tellEntry(entry('task_updated', changes), words)).toEqual(['app-change-status Vera|status-todo|status-done'])
})

test('what was taken away is told so, and moments are said', () => {
  const changes = {
    due_at: { from: null, to: '2026-03-02T10:00:00.000Z' },
    assignees: { from: [{ id: 4, name: 'Gleb' }], to: [] },
  }

  expect(tellEntry(entry('task_updated', changes), words)).toEqual([
    'app-change-due-at Vera||at 2026-03-02T10:00:00.000Z',
    'app-change-assignees-none Vera|Gleb|',
  ])
})

test('a card carried within its column is told as that', () => {
  expect(tellEntry(entry('task_updated', { position: { from: 'a', to: 'b' } }), words)).toEqual([
    'app-entry-reordered Vera',
  ])
})
