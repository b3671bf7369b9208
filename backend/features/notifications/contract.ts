import { z } from 'zod'
import { Id, Page, PersonRef, type Changes } from '../../core/contract.ts'
import type { Priority, Status } from '../tasks/values.ts'
import { NOTIFICATION_KINDS, type NotificationKind } from './values.ts'

/** What one person was told, in their own language. */
export const Notification = z
  .strictObject({
    id: z.int(),
    kind: z.enum(NOTIFICATION_KINDS),
    text: z.string(),
    actor: PersonRef.nullable().meta({ description: 'Null where Dela itself tells it: reminders, overdue tasks' }),
    task_id: z.int().nullable(),
    team_id: z.int().nullable(),
    created_at: z.string(),
    read_at: z.string().nullable(),
  })
  .meta({ id: 'Notification' })
export type Notification = z.infer<typeof Notification>

export const NotificationPage = z
  .strictObject({ items: z.array(Notification), next: z.string().nullable(), unread: z.int() })
  .meta({ id: 'NotificationPage' })
export type NotificationPage = z.infer<typeof NotificationPage>

export const ListNotifications = z.strictObject({ ...Page })
export type ListNotifications = z.infer<typeof ListNotifications>

export const ReadNotifications = z
  .strictObject({ ids: z.array(Id).min(1).max(100).optional(), all: z.literal(true).optional() })
  .refine((input) => (input.ids === undefined) !== (input.all === undefined), {
    message: 'either ids or all',
    path: ['ids'],
  })
export type ReadNotifications = z.infer<typeof ReadNotifications>

export const UnreadNotifications = z.strictObject({ unread: z.int() })

export type NotificationEntry = {
  kind: 'notifications_read'
  changes: Changes
  /** `ids` of those that were read now; all of them when null. */
  notifications: { ids: number[] | null }
}

/** What a text needs beside the task as it is when it is told. */
export interface NoticeArgs {
  actor?: string
  from?: Status
  to?: Status
  due_at?: string
  comment_id?: number
}

/** One person is told of one thing. */
export interface Telling {
  user_id: number
  kind: NotificationKind
  args: NoticeArgs
}

/** The same with the journal entry that says so. */
export interface News extends Telling {
  stream: string
  seq: number
  at: string
  actor_id: number
  task_id: number | null
  team_id: number | null
}

/** Something to tell, as it is at the moment of telling. */
export interface Notice {
  kind: NotificationKind
  args: NoticeArgs
  locale: 'ru' | 'en'
  time_zone: string
  now: string
  task: {
    id: number
    title: string
    status: Status
    priority: Priority
    due_at: string | null
    project: string
  } | null
  team: string | null
  /** How the comment it tells of begins; empty if it is gone. */
  excerpt?: string
}

/** How one call to Telegram ended. */
export type Told =
  | { outcome: 'sent' }
  /** 429: nobody is written to for so long. */
  | { outcome: 'wait'; seconds: number }
  /** The person closed the door: 403. */
  | { outcome: 'blocked' }
  /** It certainly did not arrive: refused, unreachable, or an error of Telegram's own. */
  | { outcome: 'unreachable'; reason: string }
  /** It may have arrived: the line broke or the answer did not come in time. */
  | { outcome: 'unconfirmed' }
  | { outcome: 'moved'; chat_id: number }
  | { outcome: 'unparsable' }
  | { outcome: 'token_refused' }
  | { outcome: 'refused'; reason: string }
export type Tell = (to: { chat_id: number; plain: boolean }, notice: Notice) => Promise<Told>
