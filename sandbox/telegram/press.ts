import { randomInt } from 'node:crypto'
import type { InlineKeyboardButton, User } from 'grammy/types'
import { presentMessage } from './present.ts'
import type { Bot, Room, State, StoredMessage } from './state.ts'
import type { CallbackAnswer, Json } from './types.ts'
import { queueUpdate } from './updates.ts'

interface Press {
  message: StoredMessage
  button: InlineKeyboardButton
  ms: number
}

const DONE: CallbackAnswer = { answered: true, show_alert: false }

/** Presses an inline button: asks the bot where it has data, else says where the button leads. */
export async function pressButton(
  state: State,
  bot: Bot,
  room: Room,
  user: User,
  press: Press,
): Promise<CallbackAnswer> {
  const { message, button, ms } = press
  if ('url' in button && button.url) return { ...DONE, url: button.url }
  if ('web_app' in button && button.web_app) return { ...DONE, web_app: button.web_app.url }
  if (!('callback_data' in button) || button.callback_data === undefined) return DONE
  const data = button.callback_data
  const id = String(randomInt(2 ** 40, 2 ** 47))
  room.acted.set(user.id, state.revision)
  return within<CallbackAnswer>(ms, { answered: false, show_alert: false }, (done) => {
    state.callbacks.set(id, {
      bot_id: bot.id,
      asked_at: state.now(),
      answer: (answer) => done({ answered: true, ...answer }),
    })
    queueUpdate(state, bot, 'callback_query', {
      id,
      from: user,
      message: presentMessage(state, room, message),
      chat_instance: room.chat_instance,
      data,
    })
  })
}

export function askInline(state: State, bot: Bot, user: User, query: string, ms: number): Promise<Json[]> {
  const id = String(randomInt(2 ** 40, 2 ** 47))
  return within<Json[]>(ms, [], (done) => {
    state.inlineQueries.set(id, { bot_id: bot.id, asked_at: state.now(), answer: done })
    queueUpdate(state, bot, 'inline_query', { id, from: user, query, offset: '', chat_type: 'sender' })
  })
}

function within<T>(ms: number, otherwise: T, ask: (done: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(otherwise), ms)
    ask((value) => {
      clearTimeout(timer)
      resolve(value)
    })
  })
}
