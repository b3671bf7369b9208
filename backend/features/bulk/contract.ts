import { z } from 'zod'
import { Id, Moment, oneOf } from '../../core/contract.ts'
import { LABEL_LENGTH, MOST_LABELS } from '../labels/values.ts'
import { BoardTask } from '../tasks/contract.ts'
import { MOST_ASSIGNEES, PRIORITIES, STATUSES } from '../tasks/values.ts'
import { MOST_AT_ONCE } from './values.ts'

const BulkChange = z
  .strictObject({
    status: oneOf(STATUSES).optional(),
    priority: oneOf(PRIORITIES).optional(),
    assigned_to: z.array(Id).max(MOST_ASSIGNEES).optional(),
    labels: z.array(z.string().trim().min(1).max(LABEL_LENGTH)).max(MOST_LABELS).optional(),
    start_at: Moment.nullable().optional(),
    due_at: Moment.nullable().optional(),
    estimate_minutes: z.int().min(0).max(1_000_000).nullable().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, { message: 'nothing to change' })
export type BulkChange = z.infer<typeof BulkChange>

export const BulkTasks = z
  .strictObject({
    task_ids: z.array(Id).min(1).max(MOST_AT_ONCE),
    change: BulkChange.optional(),
    action: z.enum(['done', 'delete']).optional(),
  })
  .refine((input) => (input.change === undefined) !== (input.action === undefined), {
    message: 'either change or action',
    path: ['action'],
  })
export type BulkTasks = z.infer<typeof BulkTasks>

export const BulkAnswer = z
  .strictObject({
    changed: z.array(BoardTask),
    refused: z.array(z.strictObject({ task_id: z.int(), code: z.string(), status: z.int() })),
  })
  .meta({ id: 'BulkAnswer', description: 'What was changed, and which tasks were refused and why' })
export type BulkAnswer = z.infer<typeof BulkAnswer>
