import { z } from 'zod'
import { Id, Page } from '../../core/contract.ts'

export const ListTrash = z.strictObject({ ...Page, project_id: Id.optional() })
export type ListTrash = z.infer<typeof ListTrash>
