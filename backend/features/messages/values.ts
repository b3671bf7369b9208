/** What a thread of messages may belong to; comments are the thread of a task. */
export const THREAD_KINDS = ['team', 'project', 'direct', 'task', 'client'] as const
export type ThreadKind = (typeof THREAD_KINDS)[number]
export const MESSAGE_KINDS = ['text', 'file', 'image', 'system'] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]
export const MESSAGE_LENGTH = 10_000
export const MOST_MENTIONS = 50
/** Different emojis under one message. */
export const MOST_EMOJIS = 20
