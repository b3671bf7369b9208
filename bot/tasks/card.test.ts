import { expect, test } from 'vitest'
import type { Task } from '../../backend/features/tasks/contract.ts'
import { taskCard, taskKeyboard, type CardView } from './card.ts'

const TASK: Task = {
  id: 12,
  team_id: 1,
  project_id: 2,
  board_id: 3,
  column_id: 4,
  position: 'a0',
  title: 'Print <flyers> & "cards"',
  description: '',
  status: 'todo',
  priority: 'high',
  parent_id: null,
  creator: { id: 1, name: 'Vera' },
  assignees: [{ id: 1, name: 'Vera <script>' }],
  watchers: [],
  blocked_by: [],
  checklist: [],
  labels: [],
  start_at: null,
  due_at: '2026-03-01T12:00:00.000Z',
  done_at: null,
  snoozed_until: null,
  snooze_reason: null,
  overdue_at: null,
  estimate_minutes: null,
  spent_minutes: 0,
  comment_count: 0,
  version: 1,
  created_at: '2026-03-01T09:00:00.000Z',
  updated_at: '2026-03-01T09:00:00.000Z',
  deleted_at: null,
  may: { edit: true, move: true, assign: true, delete: true },
}

const view = (task: Partial<Task> = {}, more: Partial<CardView> = {}): CardView => ({
  task: { ...TASK, ...task },
  project: 'R&D',
  here: { locale: 'en', time_zone: 'Europe/Moscow', now: '2026-03-02T09:00:00.000Z' },
  settings: { web_base_url: 'https://dela.example.org', opens_apps: true },
  ...more,
})

test('what people wrote is text, never HTML', () => {
  expect(taskCard(view())).toBe(
    [
      '<b>Print &lt;flyers&gt; &amp; "cards"</b>',
      '#12 · R&amp;D',
      '',
      'Status: To do',
      'Priority: high',
      'Assigned to: Vera &lt;script&gt;',
      '❗ Overdue: yesterday at 15:00',
    ].join('\n'),
  )
})

test('a closed task is not overdue, and can be opened again', () => {
  const done = view({ status: 'done' })

  expect(taskCard(done)).toContain('Due: yesterday at 15:00')
  expect(labels(done)).toEqual(['Open again', 'Move to…', 'Open in the app', '‹ My tasks'])
})

test('who may only look gets no buttons that act', () => {
  expect(labels(view({ may: { edit: false, move: false, assign: false, delete: false } }))).toEqual([
    'Open in the app',
    '‹ My tasks',
  ])
})

test('where Telegram opens no app, the link stands in the text', () => {
  const plain = view({}, { settings: { web_base_url: 'http://localhost:8005', opens_apps: false } })

  expect(taskCard(plain)).toContain('\n\nhttp://localhost:8005/tasks/12')
  expect(labels(plain)).not.toContain('Open in the app')
})

test('the longest task fits into a message, and its wishes into their buttons', () => {
  const long = view({
    id: Number.MAX_SAFE_INTEGER,
    version: 2_000_000_000,
    title: '👩‍👩‍👧‍👦'.repeat(45),
    description: 'ё&'.repeat(20_000),
  })

  expect(taskCard(long).replace(/&\w+;/g, '&').length).toBeLessThan(4096)
  const data = taskKeyboard(long, 1)
    .flat()
    .map((button) => ('callback_data' in button ? button.callback_data : ''))
  expect(Math.max(...data.map((text) => Buffer.byteLength(text)))).toBeLessThanOrEqual(64)
})

function labels(card: CardView): string[] {
  return taskKeyboard(card, 1)
    .flat()
    .map(({ text }) => text)
}
