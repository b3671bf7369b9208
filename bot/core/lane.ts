import type { Update } from 'grammy/types'

/** Updates of one lane are handled in order: those of one chat, or of one person where there is no chat. */
export function laneOf(update: Update): string {
  const { message, callback_query, my_chat_member } = update
  const chat = message?.chat ?? callback_query?.message?.chat ?? my_chat_member?.chat
  return String(chat?.id ?? callback_query?.from.id ?? 'none')
}
