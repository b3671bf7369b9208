import { z } from 'zod'
import { Id, Moment, Page, pageOf } from '../../core/contract.ts'
import { ITEM_LENGTH } from './values.ts'

/** A step of a task, in the order of `position`. */
export const ChecklistItem = z
  .strictObject({
    id: z.int(),
    text: z.string(),
    position: z.string().meta({ description: 'Place in the list: compare byte by byte' }),
    assignee_id: z.int().nullable(),
    due_at: z.string().nullable(),
    done_at: z.string().nullable(),
  })
  .meta({ id: 'ChecklistItem' })
export type ChecklistItem = z.infer<typeof ChecklistItem>
export const ChecklistPage = pageOf(ChecklistItem)

export const ListChecklist = z.strictObject({ task_id: Id, ...Page })
export type ListChecklist = z.infer<typeof ListChecklist>

const Text = z.string().trim().min(1).max(ITEM_LENGTH)
const Beside = { before_item_id: Id.optional(), after_item_id: Id.optional() }
const notBoth = {
  check: (input: { before_item_id?: unknown; after_item_id?: unknown }) =>
    input.before_item_id === undefined || input.after_item_id === undefined,
  problem: { message: 'before_item_id or after_item_id, not both', path: ['after_item_id'] },
}

export const AddChecklistItem = z
  .strictObject({
    task_id: Id,
    text: Text,
    assignee_id: Id.nullable().default(null),
    due_at: Moment.nullable().default(null),
    ...Beside,
  })
  .refine(notBoth.check, notBoth.problem)
export type AddChecklistItem = z.infer<typeof AddChecklistItem>

export const UpdateChecklistItem = z
  .strictObject({
    task_id: Id,
    item_id: Id,
    text: Text.optional(),
    done: z.boolean().optional(),
    assignee_id: Id.nullable().optional(),
    due_at: Moment.nullable().optional(),
    ...Beside,
  })
  .refine(notBoth.check, notBoth.problem)
export type UpdateChecklistItem = z.infer<typeof UpdateChecklistItem>

export const ChecklistItemById = z.strictObject({ task_id: Id, item_id: Id })
export type ChecklistItemById = z.infer<typeof ChecklistItemById>
