import { randomInt } from 'node:crypto'
import type { Payload } from './payload.ts'
import { badRequest, forbidden } from './refusal.ts'
import { seconds, type Bot, type Room, type State, type StoredMessage } from './state.ts'

export function newRoom(room: Pick<Room, 'id' | 'type'> & Partial<Room>): Room {
  return {
    bots: new Set(),
    members: new Set(),
    messages: [],
    chat_instance: String(randomInt(2 ** 40, 2 ** 47)),
    started: false,
    blocked: false,
    typing_until: 0,
    acted: new Map(),
    ...room,
  }
}

/** The private chat of a bot and a person: it exists as soon as one of them looks at it. */
export function privateRoom(state: State, bot: Bot, user_id: number): Room {
  const key = `${bot.id}:${user_id}`
  const known = state.rooms.get(key)
  if (known) return known
  const room = newRoom({ id: user_id, type: 'private', bots: new Set([bot.id]), members: new Set([user_id]) })
  state.rooms.set(key, room)
  return room
}

/** The room a call names by `chat_id`, whether or not the bot may write there. */
export function roomOf(state: State, bot: Bot, payload: Payload, field = 'chat_id'): Room {
  if (payload.value(field) === undefined) throw badRequest('chat_id is empty')
  const id = payload.integer(field)
  if (id !== undefined && state.users.has(id)) return privateRoom(state, bot, id)
  const room = state.rooms.get(String(id))
  if (!room) throw badRequest('chat not found')
  return room
}

/** The same, when something is written there. */
export function writableRoom(state: State, bot: Bot, payload: Payload): Room {
  const room = roomOf(state, bot, payload)
  if (room.blocked) throw forbidden('bot was blocked by the user')
  if (room.type === 'private' && !room.started) throw forbidden("bot can't initiate conversation with a user")
  if (!room.bots.has(bot.id)) throw forbidden(`bot is not a member of the ${room.type} chat`)
  return room
}

export function findMessage(room: Room, message_id: number | undefined): StoredMessage | undefined {
  return room.messages.find((message) => message.message_id === message_id)
}

/** Messages of private chats are numbered by bot, those of a group by group, as in Telegram. */
export function addMessage(
  state: State,
  bot: Bot,
  room: Room,
  message: Omit<StoredMessage, 'message_id' | 'date' | 'reactions' | 'revision'>,
): StoredMessage {
  const message_id = room.type === 'private' ? bot.next_message_id++ : (room.messages.at(-1)?.message_id ?? 0) + 1
  const stored = { ...message, message_id, date: seconds(state), reactions: [], revision: ++state.revision }
  room.messages.push(stored)
  return stored
}

/** The end of a chat, for messages about what was not found. */
export function tail(room: Room): string {
  return room.messages
    .slice(-4)
    .map(({ from, text, caption }) => `  ${from.first_name}: ${text ?? caption ?? '(no text)'}`)
    .join('\n')
}
