import { z } from 'zod'
import { Id, Page, pageOf, type Changes } from '../../core/contract.ts'
import { LABEL_COLORS, LABEL_LENGTH } from './values.ts'

export const Label = z
  .strictObject({ id: z.int(), name: z.string(), color: z.enum(LABEL_COLORS) })
  .meta({ id: 'Label' })
export type Label = z.infer<typeof Label>

/** A label by itself, with the project it belongs to. */
export const ProjectLabel = Label.extend({ project_id: z.int() }).meta({ id: 'ProjectLabel' })
export type ProjectLabel = z.infer<typeof ProjectLabel>
export const LabelPage = pageOf(ProjectLabel).meta({ id: 'LabelPage' })

const Name = z.string().trim().min(1).max(LABEL_LENGTH)

export const ListLabels = z.strictObject({ project_id: Id, ...Page })
export type ListLabels = z.infer<typeof ListLabels>
export const CreateLabel = z.strictObject({
  project_id: Id,
  name: Name,
  color: z.enum(LABEL_COLORS).optional().meta({ description: 'Nothing said: the next of the palette' }),
})
export type CreateLabel = z.infer<typeof CreateLabel>
export const UpdateLabel = z.strictObject({
  label_id: Id,
  name: Name.optional(),
  color: z.enum(LABEL_COLORS).optional(),
})
export type UpdateLabel = z.infer<typeof UpdateLabel>
export const LabelById = z.strictObject({ label_id: Id })
export type LabelById = z.infer<typeof LabelById>

export type LabelEntry =
  | { kind: 'label_created'; changes: Changes; label: ProjectLabel }
  | { kind: 'label_updated'; changes: Changes; label: ProjectLabel }
  | { kind: 'label_deleted'; changes: Changes; label: { id: number; project_id: number } }
