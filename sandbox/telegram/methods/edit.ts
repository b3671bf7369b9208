import { isDeepStrictEqual } from 'node:util'
import { readText } from '../entities.ts'
import { readMarkup } from '../keyboards.ts'
import type { Payload } from '../payload.ts'
import { presentMessage } from '../present.ts'
import { badRequest } from '../refusal.ts'
import { findMessage, roomOf, writableRoom } from '../rooms.ts'
import { seconds, tellChange, type Bot, type Room, type State, type StoredMessage } from '../state.ts'
import type { Methods } from './method.ts'
import { LONGEST_CAPTION, readMessageText } from './send.ts'

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'
const OWN_FOR = 48 * 3600

type Edit = Pick<StoredMessage, 'text' | 'caption' | 'entities'>

export const editing: Methods = {
  editMessageText: (state, bot, payload) =>
    edit(state, bot, payload, (message) => {
      if (message.text === undefined) throw badRequest('there is no text in the message to edit')
      return readMessageText(payload)
    }),
  editMessageCaption: (state, bot, payload) =>
    edit(state, bot, payload, (message) => {
      if (!message.file) throw badRequest('there is no caption in the message to edit')
      const { text: caption, entities } = readText(payload, 'caption')
      if (caption.length > LONGEST_CAPTION) throw badRequest('message caption is too long')
      return { caption, entities }
    }),
  editMessageReplyMarkup: (state, bot, payload) => edit(state, bot, payload, contentOf),
  deleteMessage: (state, bot, payload) => {
    const room = roomOf(state, bot, payload)
    remove(state, bot, room, payload.integer('message_id'))
    return true
  },
  deleteMessages: (state, bot, payload) => {
    const room = roomOf(state, bot, payload)
    for (const message_id of payload.list('message_ids') ?? []) {
      if (findMessage(room, Number(message_id))) remove(state, bot, room, Number(message_id))
    }
    return true
  },
}

function edit(state: State, bot: Bot, payload: Payload, change: (message: StoredMessage) => Edit) {
  if (payload.value('inline_message_id') !== undefined) throw badRequest('MESSAGE_ID_INVALID')
  const room = writableRoom(state, bot, payload)
  const message = findMessage(room, payload.integer('message_id'))
  if (!message) throw badRequest('message to edit not found')
  if (message.from.id !== bot.id || message.forwarded_from) throw badRequest("message can't be edited")
  const markup = readMarkup(payload, room)
  if (markup.kind !== 'none' && markup.kind !== 'inline') throw badRequest('inline keyboard expected')
  const keyboard = markup.kind === 'inline' ? markup.keyboard : []
  const content = change(message)
  const before = [contentOf(message), message.keyboard ?? []]
  if (isDeepStrictEqual([contentOf(content), keyboard], before)) throw badRequest(NOT_MODIFIED)
  delete message.keyboard
  Object.assign(message, content, keyboard.length > 0 && { keyboard }, {
    edit_date: seconds(state),
    revision: ++state.revision,
  })
  tellChange(state, bot, room)
  return presentMessage(state, room, message)
}

function contentOf({ text, caption, entities }: Edit): Edit {
  return { ...(text !== undefined && { text }), ...(caption !== undefined && { caption }), entities }
}

function remove(state: State, bot: Bot, room: Room, message_id: number | undefined): void {
  const message = findMessage(room, message_id)
  if (!message) throw badRequest('message to delete not found')
  if (message.date < seconds(state) - OWN_FOR) throw badRequest("message can't be deleted for everyone")
  room.messages = room.messages.filter((other) => other !== message)
  if (room.pinned === message_id) delete room.pinned
  tellChange(state, bot, room)
}
