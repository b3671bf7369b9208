/** Always sent in full: Telegram keeps the former list where it is left out. */
export const ALLOWED_UPDATES = ['message', 'callback_query', 'my_chat_member'] as const
