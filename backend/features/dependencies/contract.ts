import { z } from 'zod'
import { Id } from '../../core/contract.ts'
import { STATUSES } from '../tasks/values.ts'

/** A task that holds up another; `freed_at` since it is closed. Its title is for those who see it. */
export const Blocker = z.strictObject({ id: z.int(), freed_at: z.string().nullable() }).meta({
  id: 'Blocker',
  description: 'A task that holds this one up until it is closed, which is noted within a minute',
})
export type Blocker = z.infer<typeof Blocker>

const Related = z.strictObject({
  id: z.int(),
  title: z.string(),
  status: z.enum(STATUSES),
  project_id: z.int(),
  freed_at: z.string().nullable(),
})

/** Both directions, as far as the person asking sees them. */
export const Dependencies = z
  .strictObject({ blocked_by: z.array(Related), blocks: z.array(Related) })
  .meta({ id: 'Dependencies' })

export const AddDependency = z.strictObject({ task_id: Id, blocked_by_id: Id })
export type AddDependency = z.infer<typeof AddDependency>
