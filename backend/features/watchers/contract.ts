import { z } from 'zod'
import { Id, Page, PersonRef, pageOf } from '../../core/contract.ts'

export const WatcherPage = pageOf(PersonRef)
export const ListWatchers = z.strictObject({ task_id: Id, ...Page })
export type ListWatchers = z.infer<typeof ListWatchers>
export const AddWatcher = z.strictObject({
  task_id: Id,
  user_id: Id.optional().meta({ description: 'Left out: yourself' }),
})
export type AddWatcher = z.infer<typeof AddWatcher>
export const WatcherById = z.strictObject({ task_id: Id, user_id: Id })
export type WatcherById = z.infer<typeof WatcherById>
