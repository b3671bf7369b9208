import { expect, test } from 'vitest'
import type { WireEntry } from './entry.ts'
import { makeTask } from './testing.ts'
import { Truth, type Stale } from './truth.ts'

const at = (minute: number) => `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z`
const from = (seq: number, stream = 'team:5') => ({
  stream,
  seq,
  at: at(seq),
  actor: { id: 3, name: 'Vera' },
  changes: {},
})
const updated = (seq: number, task = makeTask({ version: seq })): WireEntry => ({
  ...from(seq),
  kind: 'task_updated',
  task,
})
const gone = (seq: number, kind: 'task_deleted' | 'task_left', version: number): WireEntry => ({
  ...from(seq),
  kind,
  task: { id: 1, version },
})
const access = (seq: number, kind: 'access_gained' | 'access_lost', project_id: number | null = 7): WireEntry => ({
  ...from(seq, 'user:3'),
  kind,
  access: { team_id: 5, project_id },
})

test('a newer version stands whatever order entries come in', () => {
  const truth = new Truth()

  truth.apply(updated(3, makeTask({ version: 3, title: 'newest' })))
  truth.apply(updated(2, makeTask({ version: 2, title: 'older' })))

  expect(truth.tasks.get(1)).toMatchObject({ title: 'newest', version: 3 })
})

test('a deleted task does not come back by a straggler', () => {
  const truth = new Truth()

  truth.apply(gone(4, 'task_deleted', 4))
  truth.apply(updated(3))

  expect(truth.tasks.has(1)).toBe(false)
})

test('a task restored later comes back', () => {
  const truth = new Truth()
  truth.apply(gone(4, 'task_deleted', 4))

  truth.apply(updated(5))

  expect(truth.tasks.has(1)).toBe(true)
})

test('a task that left for another project one sees stays, in either order', () => {
  const moved = makeTask({ version: 4, project_id: 8 })
  for (const order of [
    [gone(4, 'task_left', 4), updated(4, moved)],
    [updated(4, moved), gone(4, 'task_left', 4)],
  ]) {
    const truth = new Truth()
    truth.apply(updated(3))

    for (const entry of order) truth.apply(entry)

    expect(truth.tasks.get(1)?.project_id).toBe(8)
  }
})

test('a task that left for where one may not look is gone', () => {
  const truth = new Truth()
  truth.apply(updated(3))

  truth.apply(gone(4, 'task_left', 4))

  expect(truth.tasks.size).toBe(0)
})

test('lost access takes everything of the place, and stragglers of it too', () => {
  const truth = new Truth()
  truth.apply(updated(3))
  truth.putTask(makeTask({ id: 2, project_id: 8 }))

  truth.apply(access(5, 'access_lost'))
  truth.apply(updated(4))

  expect([...truth.tasks.keys()]).toEqual([2])
})

test('access gained again is not undone by the older loss coming late', () => {
  const truth = new Truth()
  const stale: Stale[] = []
  truth.onStale = (what) => stale.push(what)

  truth.apply(access(8, 'access_gained'))
  truth.apply(access(5, 'access_lost'))
  truth.apply(updated(9))

  expect(truth.tasks.has(1)).toBe(true)
  expect(stale).toEqual([{ what: 'access', team_id: 5, project_id: 7 }])
})

test('a whole answer takes away what it does not name, but not what came while it travelled', () => {
  const truth = new Truth()
  truth.putTask(makeTask({ id: 1 }))
  truth.putTask(makeTask({ id: 2 }))
  const known = [...truth.tasks.keys()]

  truth.putTask(makeTask({ id: 3 }))
  truth.putWhole([makeTask({ id: 1 })], known)

  expect(new Set(truth.tasks.keys())).toEqual(new Set([1, 3]))
})

test('an answer without permissions forgets older ones', () => {
  const truth = new Truth()
  truth.putTask(makeTask(), { edit: true, move: true, assign: true, delete: true })

  truth.apply(updated(2))

  expect(truth.mays.has(1)).toBe(false)
})

test('whatever changes of a board or its columns has the board asked for again; a deleted one is forgotten', () => {
  const truth = new Truth()
  const stale: Stale[] = []
  truth.onStale = (what) => stale.push(what)
  const board = { id: 9, name: 'Board', project_id: 7, team_id: 5, counter: 1, version: 1 }
  truth.boards.set(9, { board, columns: [], labels: [], members: [] })

  truth.apply({ ...from(1), kind: 'column_deleted', column: { id: 4, board_id: 9 } })
  expect(stale).toEqual([{ what: 'board', board_id: 9 }])
  truth.apply({ ...from(2), kind: 'board_deleted', board: { id: 9, project_id: 7, version: 2 } })

  expect(truth.boards.size).toBe(0)
})

test('a label that is renamed or deleted is so on every task that has it', () => {
  const truth = new Truth()
  const other = { id: 5, name: 'Press', color: 'red' as const }
  truth.putTask(makeTask({ labels: [{ id: 4, name: 'Old', color: 'blue' }, other] }))

  truth.apply({ ...from(1), kind: 'label_updated', label: { id: 4, name: 'New', color: 'teal', project_id: 7 } })
  expect(truth.tasks.get(1)?.labels).toEqual([{ id: 4, name: 'New', color: 'teal' }, other])
  truth.apply({ ...from(2), kind: 'label_deleted', label: { id: 4, project_id: 7 } })

  expect(truth.tasks.get(1)?.labels).toEqual([other])
})
