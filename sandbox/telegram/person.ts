import type { InlineKeyboardButton, KeyboardButton, User } from 'grammy/types'
import { findEntities } from './entities.ts'
import { storeFile } from './methods/files.ts'
import { commandsFor } from './methods/commands.ts'
import { presentChat, presentMessage, presentToPerson } from './present.ts'
import { askInline, pressButton } from './press.ts'
import { addMessage, findMessage, privateRoom, tail } from './rooms.ts'
import { botUser, seconds, tellChange, type Bot, type Room, type State, type StoredMessage } from './state.ts'
import type { ChatMessage, Json, Person } from './types.ts'
import { queueUpdate } from './updates.ts'
import { waitForMessage } from './wait.ts'

const PATIENCE_MS = 5000

/** The hands and eyes of one human in the private chats with the bots. */
export function makePerson(state: State, user: User): Person {
  const chatWith = (username?: string) => {
    const bot = findBot(state, username)
    return { bot, room: privateRoom(state, bot, user.id) }
  }

  function say(bot: Bot, room: Room, content: Partial<StoredMessage>): void {
    const isStart = /^\/start\b/.test(content.text ?? '')
    if (room.blocked && !isStart) throw new Error(`${user.first_name} has blocked ${bot.username}`)
    if (room.blocked) setBlocked(state, bot, room, user, false)
    if (!content.service) room.started = true
    room.acted.set(user.id, state.revision)
    const message = addMessage(state, bot, room, { from: user, entities: [], ...content })
    if (room.reply_keyboard?.kind === 'force_reply') delete room.reply_keyboard
    queueUpdate(state, bot, 'message', presentMessage(state, room, message))
    tellChange(state, bot, room)
  }

  const person: Person = {
    user,
    async send(text, username) {
      const { bot, room } = chatWith(username)
      const shown = text.trim()
      if (!shown) throw new Error('An empty message cannot be sent')
      say(bot, room, { text: shown, entities: findEntities(shown) })
    },
    start: (payload, username) => person.send(payload ? `/start ${payload}` : '/start', username),
    async sendFile(file, username) {
      const { bot, room } = chatWith(username)
      const kind = file.type.startsWith('image/') ? 'photo' : 'document'
      say(bot, room, {
        file: storeFile(state, bot, { kind, name: file.name, type: file.type, bytes: await file.bytes() }),
      })
    },
    press: async (textOrData, username, ms = PATIENCE_MS) => {
      const { bot, room } = chatWith(username)
      for (const message of room.messages.toReversed()) {
        const button = message.keyboard?.flat().find((one) => isNamed(one, textOrData))
        if (button) return pressButton(state, bot, room, user, { message, button, ms })
      }
      const keyboard = room.reply_keyboard?.kind === 'keyboard' ? room.reply_keyboard : undefined
      if (!keyboard?.rows.flat().some((one) => isNamed(one, textOrData))) {
        throw new Error(
          `No button '${textOrData}' in the chat of ${user.first_name} with ${bot.username}:\n${tail(room)}`,
        )
      }
      if (keyboard.one_time) delete room.reply_keyboard
      await person.send(textOrData, username)
      return { answered: true, show_alert: false }
    },
    pressAt: ({ message_id, row, column }, username, ms = PATIENCE_MS) => {
      const { bot, room } = chatWith(username)
      const message = findMessage(room, message_id)
      const button = message?.keyboard?.[row]?.[column]
      if (!message || !button) throw new Error('No such button')
      return pressButton(state, bot, room, user, { message, button, ms })
    },
    pressData: async ({ message_id, data }, username, ms = PATIENCE_MS) => {
      const { bot, room } = chatWith(username)
      const message = findMessage(room, message_id)
      if (!message) throw new Error(`No message ${message_id}`)
      return pressButton(state, bot, room, user, { message, button: { text: '', callback_data: data }, ms })
    },
    sendAppData: ({ text, data }, username) => {
      const { bot, room } = chatWith(username)
      say(bot, room, { service: { web_app_data: { button_text: text, data } } })
    },
    query: (text, username, ms = PATIENCE_MS) => askInline(state, findBot(state, username), user, text, ms),
    messages: (username) => chatWith(username).room.messages.map(presentToPerson),
    screen: (username) => {
      const { bot, room } = chatWith(username)
      return {
        messages: room.messages.map(presentToPerson),
        commands: commandsFor(bot, room, user),
        menu_button: room.menu_button ?? bot.menu_button,
        ...(room.reply_keyboard && { reply_keyboard: room.reply_keyboard }),
        started: room.started,
        blocked: room.blocked,
        typing: room.typing_until > state.now(),
        ...(room.pinned !== undefined && { pinned: room.pinned }),
      }
    },
    waitFor: (match, username, ms = PATIENCE_MS): Promise<ChatMessage> => {
      const { room } = chatWith(username)
      return waitForMessage(state, room, user, match, ms)
    },
    block: (username) => {
      const { bot, room } = chatWith(username)
      setBlocked(state, bot, room, user, true)
    },
    unblock: (username) => {
      const { bot, room } = chatWith(username)
      setBlocked(state, bot, room, user, false)
    },
    allowWriting: (username) => {
      const { bot, room } = chatWith(username)
      if (room.started) return
      room.started = true
      say(bot, room, { service: { write_access_allowed: { from_request: true } } })
    },
    file: (file_id) => state.files.get(file_id),
  }
  return person
}

export function findBot(state: State, username?: string): Bot {
  const bot = [...state.bots.values()].find((one) => username === undefined || one.username === username)
  if (!bot) throw new Error(username ? `No bot ${username}` : 'No bot yet')
  return bot
}

function isNamed(button: InlineKeyboardButton | KeyboardButton, name: string): boolean {
  if (typeof button === 'string') return button === name
  return ('text' in button && button.text === name) || ('callback_data' in button && button.callback_data === name)
}

function setBlocked(state: State, bot: Bot, room: Room, user: User, blocked: boolean): void {
  if (room.blocked === blocked) return
  const member = (out: boolean): Json => ({
    user: botUser(bot),
    ...(out ? { status: 'kicked', until_date: 0 } : { status: 'member' }),
  })
  const [old_chat_member, new_chat_member] = [member(room.blocked), member(blocked)]
  room.blocked = blocked
  queueUpdate(state, bot, 'my_chat_member', {
    chat: presentChat(state, room),
    from: user,
    date: seconds(state),
    old_chat_member,
    new_chat_member,
  })
  tellChange(state, bot, room)
}
