import { z } from 'zod'
import { Id, Page, PersonRef, pageOf, type Changes } from '../../core/contract.ts'
import { MESSAGE_KINDS, MESSAGE_LENGTH, MOST_MENTIONS } from './values.ts'

const Reaction = z.strictObject({ emoji: z.string(), people: z.array(PersonRef) })

/** A comment as everybody who sees its task sees it; events carry exactly this. */
const SharedComment = z.strictObject({
  id: z.int(),
  thread_id: z.int(),
  task_id: z.int(),
  sender: PersonRef,
  kind: z.enum(MESSAGE_KINDS),
  content: z.string().meta({ description: 'Markdown as it was typed; empty once the comment is deleted' }),
  reply_to_id: z.int().nullable().meta({ description: 'The comment it answers, which may be deleted by now' }),
  mentions: z.array(PersonRef),
  reactions: z.array(Reaction),
  version: z.int(),
  created_at: z.string(),
  edited_at: z.string().nullable(),
  deleted_at: z.string().nullable(),
})
export type SharedComment = z.infer<typeof SharedComment>

const CommentMay = z.strictObject({ edit: z.boolean(), delete: z.boolean(), react: z.boolean() })
export type CommentMay = z.infer<typeof CommentMay>

/** One comment, with what the person asking may do to it. */
export const Comment = SharedComment.extend({ may: CommentMay }).meta({ id: 'Comment' })
export type Comment = z.infer<typeof Comment>
export const CommentPage = pageOf(SharedComment.meta({ id: 'SharedComment' })).meta({ id: 'CommentPage' })

const Content = z
  .string()
  .max(MESSAGE_LENGTH)
  .refine((text) => text.trim() !== '', { message: 'should say something' })
  .meta({ description: 'Markdown, kept as typed. `@name` mentions whoever sees the task and is called so in Telegram' })
const Mentions = z
  .preprocess(
    (value) => (Array.isArray(value) || value === undefined ? value : [value]),
    z.array(Id).max(MOST_MENTIONS).optional(),
  )
  .meta({ description: 'Ids of people to mention beside those named in the text' })

export const CreateComment = z.strictObject({
  task_id: Id,
  content: Content,
  reply_to_id: Id.nullable().default(null),
  mentions: Mentions,
})
export type CreateComment = z.infer<typeof CreateComment>
export const UpdateComment = z.strictObject({ comment_id: Id, content: Content, mentions: Mentions })
export type UpdateComment = z.infer<typeof UpdateComment>
export const ListComments = z.strictObject({ task_id: Id, ...Page })
export type ListComments = z.infer<typeof ListComments>
export const CommentById = z.strictObject({ comment_id: Id })
export type CommentById = z.infer<typeof CommentById>

const EMOJI = /^\p{RGI_Emoji}$/v
/** What says 'show me as a picture' is often left out: ❤ is ❤️. */
const AS_PICTURE = '\uFE0F'
const Emoji = z
  .string()
  .max(32)
  .transform((text) => (EMOJI.test(text) ? text : text + AS_PICTURE))
  .refine((text) => EMOJI.test(text), { message: 'one emoji' })

export const React = z.strictObject({ comment_id: Id, emoji: Emoji })
export type React = z.infer<typeof React>

export const ListCommentHistory = z.strictObject({ comment_id: Id, ...Page })
export type ListCommentHistory = z.infer<typeof ListCommentHistory>
export const CommentHistoryPage = pageOf(z.strictObject({ content: z.string(), at: z.string() })).meta({
  id: 'CommentHistoryPage',
})

/** `comment_count` is how many comments the task has now; `followers` are those who take part in it. */
export type MessageEntry =
  | { kind: 'comment_created'; changes: Changes; comment: SharedComment; comment_count: number; followers: number[] }
  | { kind: 'comment_updated'; changes: Changes; comment: SharedComment }
  | {
      kind: 'comment_deleted'
      changes: Changes
      comment: { id: number; task_id: number; version: number }
      comment_count: number
    }
