import { z } from 'zod'
import { Id, Moment, Page, PersonRef, oneOf, pageOf, type Changes } from '../../core/contract.ts'
import { ChecklistItem } from '../checklist/contract.ts'
import { Blocker } from '../dependencies/contract.ts'
import { Label } from '../labels/contract.ts'
import { LABEL_LENGTH, MOST_LABELS } from '../labels/values.ts'
import { DESCRIPTION_LENGTH, MOST_ASSIGNEES, PRIORITIES, STATUSES, TITLE_LENGTH } from './values.ts'

/** A task as everybody who sees it sees it; events and boards carry exactly this. */
const SharedTask = z.strictObject({
  id: z.int(),
  team_id: z.int(),
  project_id: z.int(),
  board_id: z.int(),
  column_id: z.int(),
  position: z.string().meta({ description: 'Place in the column: compare byte by byte' }),
  title: z.string(),
  description: z.string(),
  status: z.enum(STATUSES),
  priority: z.enum(PRIORITIES),
  parent_id: z.int().nullable(),
  creator: PersonRef,
  assignees: z.array(PersonRef),
  labels: z.array(Label),
  watchers: z.array(PersonRef),
  blocked_by: z.array(Blocker),
  checklist: z.array(ChecklistItem),
  start_at: z.string().nullable(),
  due_at: z.string().nullable(),
  done_at: z.string().nullable(),
  snoozed_until: z.string().nullable(),
  snooze_reason: z.string().nullable(),
  overdue_at: z.string().nullable(),
  estimate_minutes: z.int().nullable(),
  spent_minutes: z.int(),
  comment_count: z.int(),
  version: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
  deleted_at: z.string().nullable(),
})
export type SharedTask = z.infer<typeof SharedTask>

const TaskMay = z.strictObject({ edit: z.boolean(), move: z.boolean(), assign: z.boolean(), delete: z.boolean() })
export type TaskMay = z.infer<typeof TaskMay>

/** One task, with what the person asking may do to it. */
export const Task = SharedTask.extend({ may: TaskMay }).meta({ id: 'Task' })
export type Task = z.infer<typeof Task>
export const BoardTask = SharedTask.meta({ id: 'BoardTask' })

const Title = z.string().trim().min(1).max(TITLE_LENGTH)
const Description = z.string().max(DESCRIPTION_LENGTH)
const Assignees = z.preprocess(
  (value) => (Array.isArray(value) || value === undefined ? value : [value]),
  z.array(Id).max(MOST_ASSIGNEES),
)
const LabelNames = z.array(z.union([Id, z.string().trim().min(1).max(LABEL_LENGTH)])).max(MOST_LABELS)
const Estimate = z.int().min(0).max(1_000_000).nullable()

/** Accepts `board` or `list` for `board_id` and `due_date` for `due_at`. */
function otherNames(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const given: Record<string, unknown> = { ...value }
  for (const [other, name] of [
    ['board', 'board_id'],
    ['list', 'board_id'],
    ['due_date', 'due_at'],
  ] as const) {
    if (!(other in given) || name in given) continue
    given[name] = given[other]
    delete given[other]
  }
  return given
}

export const CreateTask = z.preprocess(
  otherNames,
  z.strictObject({
    title: Title,
    project_id: Id.optional(),
    board_id: Id.optional(),
    description: Description.default(''),
    status: oneOf(STATUSES).default('todo'),
    priority: oneOf(PRIORITIES).default('medium'),
    assigned_to: Assignees.default([]),
    labels: LabelNames.default([]),
    start_at: Moment.nullable().default(null),
    due_at: Moment.nullable().default(null),
    estimate_minutes: Estimate.default(null),
    parent_id: Id.nullable().default(null),
  }),
)
export type CreateTask = z.infer<typeof CreateTask>

export const UpdateTask = z.preprocess(
  otherNames,
  z.strictObject({
    task_id: Id,
    version: z.int().min(1).optional(),
    title: Title.optional(),
    project_id: Id.optional(),
    board_id: Id.optional(),
    description: Description.optional(),
    status: oneOf(STATUSES).optional(),
    priority: oneOf(PRIORITIES).optional(),
    assigned_to: Assignees.optional(),
    labels: LabelNames.optional(),
    start_at: Moment.nullable().optional(),
    due_at: Moment.nullable().optional(),
    estimate_minutes: Estimate.optional(),
    parent_id: Id.nullable().optional(),
  }),
)
export type UpdateTask = z.infer<typeof UpdateTask>

export const MoveTask = z
  .strictObject({
    task_id: Id,
    column_id: Id.optional(),
    status: oneOf(STATUSES).optional(),
    before_task_id: Id.optional(),
    after_task_id: Id.optional(),
    version: z.int().min(1).optional(),
  })
  .refine((input) => !(input.column_id && input.status), { message: 'column_id or status, not both', path: ['status'] })
  .refine((input) => !(input.before_task_id && input.after_task_id), {
    message: 'before_task_id or after_task_id, not both',
    path: ['after_task_id'],
  })
  .refine((input) => input.column_id ?? input.status ?? input.before_task_id ?? input.after_task_id, {
    message: 'column_id, status, before_task_id or after_task_id is needed',
    path: ['column_id'],
  })
export type MoveTask = z.infer<typeof MoveTask>

export const TaskById = z.strictObject({ task_id: Id })
export type TaskById = z.infer<typeof TaskById>
export const DuplicateTask = z.strictObject({ task_id: Id, title: Title.optional() })
export type DuplicateTask = z.infer<typeof DuplicateTask>
export const ChangeTaskState = z.strictObject({ task_id: Id, version: z.int().min(1).optional() })
export type ChangeTaskState = z.infer<typeof ChangeTaskState>

export const SnoozeTask = z.strictObject({
  task_id: Id,
  until: Moment.nullable(),
  reason: z.string().trim().max(500).nullable().default(null),
  version: z.int().min(1).optional(),
})
export type SnoozeTask = z.infer<typeof SnoozeTask>

export const TASK_ORDERINGS = ['due_at', 'priority', 'created_at', 'updated_at', 'position'] as const
export type TaskOrdering = (typeof TASK_ORDERINGS)[number]
const Ordering = z.enum([...TASK_ORDERINGS, ...TASK_ORDERINGS.map((name) => `-${name}` as const)])
const several = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(one).max(100))
const Yes = z.preprocess(
  (value) => (value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value),
  z.boolean(),
)

export const ListTasks = z.strictObject({
  ...Page,
  status: several(oneOf(STATUSES)).optional(),
  priority: several(oneOf(PRIORITIES)).optional(),
  assigned_to: several(z.union([z.literal('me'), Id])).optional(),
  creator: several(z.union([z.literal('me'), Id])).optional(),
  team_id: several(Id).optional(),
  project_id: several(Id).optional(),
  board_id: several(Id).optional(),
  list: several(Id).optional(),
  label: several(z.union([Id, z.string().trim().min(1).max(LABEL_LENGTH)])).optional(),
  parent_id: several(Id).optional(),
  due_before: Moment.optional(),
  due_after: Moment.optional(),
  overdue: Yes.optional(),
  q: z.string().trim().max(200).optional(),
  ordering: Ordering.default('-created_at'),
})
export type ListTasks = z.infer<typeof ListTasks>
export const TaskPage = pageOf(BoardTask).meta({ id: 'TaskPage' })

export const AuditTask = z.strictObject({ task_id: Id, ...Page })
export type AuditTask = z.infer<typeof AuditTask>

export type TaskEntry =
  | { kind: 'task_created'; changes: Changes; task: SharedTask }
  | { kind: 'task_updated'; changes: Changes; task: SharedTask }
  | { kind: 'task_deleted'; changes: Changes; task: { id: number; version: number } }
  | { kind: 'task_left'; changes: Changes; task: { id: number; version: number } }
  | { kind: 'task_erased'; changes: Changes; task: { id: number } }
