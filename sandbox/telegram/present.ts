import type { User } from 'grammy/types'
import { findMessage } from './rooms.ts'
import type { Room, State, StoredFile, StoredMessage } from './state.ts'
import type { ChatMessage, Json } from './types.ts'

/** A chat as the Bot API's `Chat`. */
export function presentChat(state: State, room: Room): Json {
  if (room.type !== 'private') return { id: room.id, type: room.type, title: room.title }
  const user = state.users.get(room.id)
  return { id: room.id, type: 'private', ...named(user) }
}

function named(user: User | undefined): Json {
  return {
    first_name: user?.first_name,
    ...(user?.last_name && { last_name: user.last_name }),
    ...(user?.username && { username: user.username }),
  }
}

/** A message as the Bot API's `Message`; what it answers is shown one level deep. */
export function presentMessage(state: State, room: Room, message: StoredMessage, depth = 0): Json {
  const replied = depth === 0 ? findMessage(room, message.reply_to_message_id) : undefined
  const entities = message.entities.length > 0 ? message.entities : undefined
  return withoutGaps({
    message_id: message.message_id,
    message_thread_id: message.message_thread_id,
    from: message.from,
    chat: presentChat(state, room),
    date: message.date,
    edit_date: message.edit_date,
    forward_origin: message.forwarded_from && {
      type: 'user',
      date: message.forwarded_from.date,
      sender_user: message.forwarded_from.user,
    },
    via_bot: message.via_bot,
    reply_to_message: replied && presentMessage(state, room, replied, 1),
    text: message.text,
    entities: message.text === undefined ? undefined : entities,
    ...(message.file && presentFile(message.file)),
    caption: message.caption,
    caption_entities: message.caption === undefined ? undefined : entities,
    reply_markup: message.keyboard && { inline_keyboard: message.keyboard },
    ...message.service,
  })
}

export function presentFile(file: StoredFile): Json {
  const ids = { file_id: file.file_id, file_unique_id: file.file_id.slice(-12), file_size: file.size }
  if (file.kind === 'photo') return { photo: [{ ...ids, width: 320, height: 240 }] }
  return { document: { ...ids, file_name: file.name, mime_type: file.type } }
}

/** The same message as the person on the chat page sees it. */
export function presentToPerson(message: StoredMessage): ChatMessage {
  const { file } = message
  return {
    message_id: message.message_id,
    from: message.service ? 'service' : message.from.is_bot ? 'bot' : 'person',
    ...(message.service && { service: Object.keys(message.service)[0] ?? '' }),
    author: message.from.first_name,
    text: message.text ?? message.caption ?? '',
    entities: message.entities,
    keyboard: message.keyboard ?? [],
    sent_at: isoTime(message.date),
    ...(message.edit_date !== undefined && { edited_at: isoTime(message.edit_date) }),
    ...(message.reply_to_message_id !== undefined && { reply_to_message_id: message.reply_to_message_id }),
    ...(message.forwarded_from && { forwarded: true }),
    ...(file && {
      file: { file_id: file.file_id, kind: file.kind, name: file.name, type: file.type, size: file.size },
    }),
    reactions: message.reactions,
  }
}

export function isoTime(date: number): string {
  return new Date(date * 1000).toISOString()
}

function withoutGaps(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
