import type { Changes } from '../../../backend/core/contract.ts'
import type { TextArgs } from '../core/fluent.ts'

export interface AuditEntry {
  stream: string
  seq: number
  at: string
  actor: { id: number; name: string }
  via: string
  kind: string
  changes: Changes
}

interface Words {
  t: (key: string, args?: TextArgs) => string
  say: (iso: string) => string
}

const TIMES = new Set(['due_at', 'start_at', 'snoozed_until'])
/** Follow from another change that is told already. */
const SILENT = new Set([
  'position',
  'column_id',
  'done_at',
  'overdue_at',
  'updated_at',
  'version',
  'snooze_reason',
  'board_id',
  'team_id',
])
const TOLD = new Set([
  'title',
  'description',
  'status',
  'priority',
  'assignees',
  'labels',
  'due_at',
  'start_at',
  'snoozed_until',
  'estimate_minutes',
  'project_id',
  'parent_id',
])

/** One journal entry in plain words, a sentence for each thing that changed. */
export function tellEntry({ kind, actor, changes }: AuditEntry, words: Words): string[] {
  const { t } = words
  const name = actor.name
  if (kind !== 'task_updated') return [t(`app-entry-${kind.replaceAll('_', '-')}`, { name })]
  const lines = Object.entries(changes).flatMap(([field, { from, to }]) => {
    if (SILENT.has(field) || !TOLD.has(field)) return []
    return [tellChange(field, { name, from: tellValue(field, from, words), to: tellValue(field, to, words) }, words)]
  })
  return lines.length > 0
    ? lines
    : [
        t(
          changes.overdue_at
            ? 'app-entry-overdue'
            : changes.position
              ? 'app-entry-reordered'
              : 'app-entry-task-updated',
          { name },
        ),
      ]
}

function tellChange(field: string, args: { name: string; from: string; to: string }, { t }: Words): string {
  const key = `app-change-${field.replaceAll('_', '-')}`
  return t(args.to === '' ? `${key}-none` : key, args)
}

function tellValue(field: string, value: unknown, { t, say }: Words): string {
  if (value === null || value === undefined || value === '') return ''
  if (field === 'status') return t(`status-${value as string}`)
  if (field === 'priority') return t(`priority-${value as string}`)
  if (TIMES.has(field)) return say(value as string)
  if (Array.isArray(value)) return value.map(nameOf).join(', ')
  if (field === 'description') return '…'
  return nameOf(value)
}

function nameOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) return 'name' in value ? nameOf(value.name) : ''
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
