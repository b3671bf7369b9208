import { z } from 'zod'
import { Id, Moment, Page, PersonRef, pageOf, type Changes } from '../../core/contract.ts'
import { MOST_MINUTES } from './values.ts'

/** Time a person spent on a task; `minutes` is null while their timer runs. */
export const TimeEntry = z
  .strictObject({
    id: z.int(),
    task_id: z.int(),
    user: PersonRef,
    minutes: z.int().nullable(),
    note: z.string(),
    started_at: z.string(),
  })
  .meta({ id: 'TimeEntry' })
export type TimeEntry = z.infer<typeof TimeEntry>
export const TimePage = pageOf(TimeEntry)

const Minutes = z.int().min(1).max(MOST_MINUTES)
const Note = z.string().trim().max(500)

export const ListTime = z.strictObject({ task_id: Id, ...Page })
export type ListTime = z.infer<typeof ListTime>
export const AddTime = z.strictObject({
  task_id: Id,
  minutes: Minutes,
  note: Note.default(''),
  started_at: Moment.optional().meta({ description: 'Left out: so long ago that it ends now' }),
})
export type AddTime = z.infer<typeof AddTime>
export const StartTimer = z.strictObject({ task_id: Id, note: Note.default('') })
export type StartTimer = z.infer<typeof StartTimer>
export const UpdateTime = z.strictObject({
  task_id: Id,
  time_id: Id,
  minutes: Minutes.optional(),
  note: Note.optional(),
})
export type UpdateTime = z.infer<typeof UpdateTime>
export const TimeById = z.strictObject({ task_id: Id, time_id: Id })
export type TimeById = z.infer<typeof TimeById>

export type TimeJournalEntry =
  | { kind: 'time_added'; changes: Changes; time: TimeEntry }
  | { kind: 'time_updated'; changes: Changes; time: TimeEntry }
  | { kind: 'time_removed'; changes: Changes; time: { id: number; task_id: number } }
