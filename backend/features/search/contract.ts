import { z } from 'zod'
import { Page, pageOf } from '../../core/contract.ts'
import { FOUND_KINDS } from './values.ts'

export const Search = z.strictObject({
  ...Page,
  q: z.string().trim().min(1).max(200).meta({
    description: 'Words in any form or begun, "phrases" in quotes; if nothing is found so, one letter may be wrong',
  }),
})
export type Search = z.infer<typeof Search>

const Found = z.strictObject({
  kind: z.enum(FOUND_KINDS),
  id: z.int(),
  title: z.string().meta({ description: 'Of a comment: the title of its task' }),
  excerpt: z.string(),
  team_id: z.int(),
  project_id: z.int(),
  task_id: z.int().nullable(),
})
export type Found = z.infer<typeof Found>
export const FoundPage = pageOf(Found).meta({ id: 'FoundPage' })
