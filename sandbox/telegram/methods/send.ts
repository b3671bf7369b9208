import { readText } from '../entities.ts'
import { readMarkup, type Markup } from '../keyboards.ts'
import type { Payload } from '../payload.ts'
import { presentMessage } from '../present.ts'
import { badRequest } from '../refusal.ts'
import { addMessage, findMessage, roomOf, writableRoom } from '../rooms.ts'
import { botUser, tellChange, type Bot, type Room, type State, type StoredMessage } from '../state.ts'
import type { Json } from '../types.ts'
import { readUpload } from './files.ts'
import type { Methods } from './method.ts'

const LONGEST_TEXT = 4096
export const LONGEST_CAPTION = 1024

type Content = Pick<StoredMessage, 'entities'> &
  Partial<Pick<StoredMessage, 'text' | 'caption' | 'file' | 'forwarded_from'>>

export const sending: Methods = {
  sendMessage: (state, bot, payload) =>
    deliver(state, bot, payload, writableRoom(state, bot, payload), readMessageText(payload)),
  sendPhoto: (state, bot, payload) => sendFile(state, bot, payload, 'photo'),
  sendDocument: (state, bot, payload) => sendFile(state, bot, payload, 'document'),
  copyMessage: (state, bot, payload) => {
    const room = writableRoom(state, bot, payload)
    const { text, caption, entities, file } = sourceOf(state, bot, payload, 'copy')
    const copy = deliver(state, bot, payload, room, {
      entities,
      ...(text !== undefined && { text }),
      ...(caption !== undefined && { caption }),
      ...(file && { file }),
    })
    return { message_id: copy.message_id }
  },
  forwardMessage: (state, bot, payload) => {
    const room = writableRoom(state, bot, payload)
    const { text, caption, entities, file, from, date } = sourceOf(state, bot, payload, 'forward')
    return deliver(state, bot, payload, room, {
      entities,
      ...(text !== undefined && { text }),
      ...(caption !== undefined && { caption }),
      ...(file && { file }),
      forwarded_from: { user: from, date },
    })
  },
  sendChatAction: (state, bot, payload) => {
    const room = writableRoom(state, bot, payload)
    if (!payload.text('action')) throw badRequest('wrong parameter action in request')
    room.typing_until = state.now() + 5000
    tellChange(state, bot, room, 'typing')
    return true
  },
}

export function readMessageText(payload: Payload) {
  const formatted = readText(payload, 'text')
  if (formatted.text.trim() === '') throw badRequest('message text is empty')
  if (formatted.text.length > LONGEST_TEXT) throw badRequest('message is too long')
  return formatted
}

function sendFile(state: State, bot: Bot, payload: Payload, kind: 'photo' | 'document'): Json {
  const room = writableRoom(state, bot, payload)
  const { text: caption, entities } = readText(payload, 'caption')
  if (caption.length > LONGEST_CAPTION) throw badRequest('message caption is too long')
  const file = readUpload(state, bot, payload, kind)
  return deliver(state, bot, payload, room, { entities, file, ...(caption !== '' && { caption }) })
}

function deliver(state: State, bot: Bot, payload: Payload, room: Room, content: Content): Json {
  const markup = readMarkup(payload, room)
  const reply_to = replyTarget(room, payload)
  const thread = payload.integer('message_thread_id')
  const message = addMessage(state, bot, room, {
    ...content,
    from: botUser(bot),
    ...(markup.kind === 'inline' && markup.keyboard.length > 0 && { keyboard: markup.keyboard }),
    ...(reply_to !== undefined && { reply_to_message_id: reply_to }),
    ...(thread !== undefined && { message_thread_id: thread }),
  })
  room.typing_until = 0
  applyReplyKeyboard(room, markup)
  tellChange(state, bot, room)
  return presentMessage(state, room, message)
}

function applyReplyKeyboard(room: Room, markup: Markup): void {
  if (markup.kind === 'remove') delete room.reply_keyboard
  if (markup.kind === 'keyboard' || markup.kind === 'force_reply') room.reply_keyboard = markup
}

function replyTarget(room: Room, payload: Payload): number | undefined {
  const asked = payload.object('reply_parameters')
  const message_id = typeof asked?.message_id === 'number' ? asked.message_id : payload.integer('reply_to_message_id')
  if (message_id === undefined || findMessage(room, message_id)) return message_id
  if (asked?.allow_sending_without_reply || payload.flag('allow_sending_without_reply')) return undefined
  throw badRequest('message to be replied not found')
}

function sourceOf(state: State, bot: Bot, payload: Payload, verb: 'copy' | 'forward'): StoredMessage {
  const source = findMessage(roomOf(state, bot, payload, 'from_chat_id'), payload.integer('message_id'))
  if (!source) throw badRequest(`message to ${verb} not found`)
  if (source.service) throw badRequest(`message can't be ${verb === 'copy' ? 'copied' : 'forwarded'}`)
  return source
}
