/** Always sent in full: Telegram keeps the former list where it is left out. */
export const ALLOWED_UPDATES = ['message', 'callback_query', 'my_chat_member'] as const

/** What people send that we can't read yet. Telegram's own notes (pinned, joined, write access) are none of it. */
export const NOT_TEXT = ['message:file', 'message:contact', 'message:location', 'message:poll', 'message:dice'] as const
