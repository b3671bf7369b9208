import { z } from 'zod'
import { Id, Moment, Page, PersonRef, pageOf } from '../../core/contract.ts'

/** Streams and how far they are known: `team:5@120,user:3@7`. */
export const SyncRequest = z.strictObject({
  since: z
    .string()
    .max(4000)
    .regex(/^$|^(team|user):\d{1,15}@\d{1,15}(,(team|user):\d{1,15}@\d{1,15})*$/, 'streams such as team:5@120,user:3@7')
    .default(''),
})
export type SyncRequest = z.infer<typeof SyncRequest>

/** A journal entry as it is pushed and synced; beside these fields stands the thing itself (`task`, `project`, ...). */
export const JournalEntry = z
  .looseObject({
    stream: z.string(),
    seq: z.int(),
    at: z.string(),
    actor: PersonRef,
    via: z.string(),
    audience: z.string(),
    kind: z.string(),
    changes: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'JournalEntry' })

/** `next` is the only thing that moves a client's cursor; `reload` names streams too far behind to catch up. */
export const SyncAnswer = z
  .strictObject({ entries: z.array(JournalEntry), next: z.string(), reload: z.array(z.string()).optional() })
  .meta({ id: 'SyncAnswer' })
export type SyncAnswer = z.infer<typeof SyncAnswer>

/** A line of a thing's history: who, what, old and new, when and through which door; where from, only for administrators. */
export const HistoryEntry = z
  .strictObject({
    stream: z.string(),
    seq: z.int(),
    at: z.string(),
    actor: PersonRef,
    via: z.string(),
    kind: z.string(),
    changes: z.record(z.string(), z.unknown()),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
  })
  .meta({ id: 'HistoryEntry' })
export type HistoryEntry = z.infer<typeof HistoryEntry>
export const HistoryPage = pageOf(HistoryEntry).meta({ id: 'HistoryPage' })

/** The same with what it is about, where several things have their history together. */
export const AuditEntry = HistoryEntry.extend({
  team_id: z.int().nullable(),
  project_id: z.int().nullable(),
  task_id: z.int().nullable(),
  user_id: z.int().nullable().meta({ description: 'The person it is about' }),
}).meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof AuditEntry>
export const AuditPage = pageOf(AuditEntry).meta({ id: 'AuditPage' })

export const AuditProject = z.strictObject({ project_id: Id, ...Page })
export type AuditProject = z.infer<typeof AuditProject>
export const AuditTeam = z.strictObject({ team_id: Id, ...Page })
export type AuditTeam = z.infer<typeof AuditTeam>
export const AuditDeeds = z.strictObject({
  ...Page,
  team_id: Id.optional(),
  project_id: Id.optional(),
  actor: z.union([z.literal('me'), Id]).optional(),
  kind: z
    .string()
    .regex(/^[a-z_]{1,50}$/, 'a kind such as task_updated')
    .optional(),
  since: Moment.optional(),
  until: Moment.optional(),
})
export type AuditDeeds = z.infer<typeof AuditDeeds>
