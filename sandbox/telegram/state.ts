import type { BotCommand, InlineKeyboardButton, MenuButton, MessageEntity, User } from 'grammy/types'
import type { Call, CallbackAnswer, Change, ChatFile, Json, ReplyKeyboard } from './types.ts'

export interface Update extends Json {
  update_id: number
}

export interface StoredFile extends ChatFile {
  bot_id: number
  path: string
  bytes: Uint8Array
}

/** Where a message was copied from, who wrote it and what it holds; the API's `Message` is made of it. */
export interface StoredMessage {
  message_id: number
  from: User
  date: number
  edit_date?: number
  text?: string
  caption?: string
  entities: MessageEntity[]
  file?: StoredFile
  keyboard?: InlineKeyboardButton[][]
  reply_to_message_id?: number
  message_thread_id?: number
  forwarded_from?: { user: User; date: number }
  via_bot?: User
  reactions: string[]
  /** Grows with every new or edited message of this Telegram. */
  revision: number
  /** Fields of a service message, such as `write_access_allowed`. */
  service?: Json
}

/** A chat with everything said in it. A private chat is one room for each bot and person. */
export interface Room {
  id: number
  type: 'private' | 'group' | 'supergroup'
  title?: string
  /** The bots inside, by id, and the people inside, by id. */
  bots: Set<number>
  members: Set<number>
  messages: StoredMessage[]
  chat_instance: string
  /** The person pressed Start, or let the bot write. */
  started: boolean
  blocked: boolean
  pinned?: number
  typing_until: number
  reply_keyboard?: ReplyKeyboard
  /** The newest revision when a person last did something here. */
  acted: Map<number, number>
  menu_button?: MenuButton
}

export interface Webhook {
  url: string
  secret_token?: string
  max_connections: number
  last_error?: { date: number; message: string }
  gone_since?: number
}

export interface Bot {
  token: string
  id: number
  username: string
  name: string
  main_app_url?: string
  /** Updates not yet confirmed, oldest first; and all of them. */
  queue: Update[]
  history: Update[]
  next_update_id: number
  next_message_id: number
  allowed_updates?: string[]
  webhook?: Webhook
  /** Commands by scope and language, see commands.ts; texts of the profile by kind and language. */
  commands: Map<string, BotCommand[]>
  profile: Map<string, string>
  menu_button: MenuButton
}

export interface Query {
  bot_id: number
  asked_at: number
  answer: (answer: Omit<CallbackAnswer, 'answered'>) => void
}

export interface InlineQuery {
  bot_id: number
  asked_at: number
  answer: (results: Json[]) => void
}

/** All that this Telegram remembers. */
export interface State {
  now: () => number
  apiRoot: string
  bots: Map<number, Bot>
  users: Map<number, User>
  rooms: Map<string, Room>
  files: Map<string, StoredFile>
  callbacks: Map<string, Query>
  inlineQueries: Map<string, InlineQuery>
  calls: Call[]
  violations: string[]
  revision: number
  listeners: Set<(change: Change) => void>
  /** Something waits in this bot's queue: one new update, or whatever was there. */
  queued: (bot: Bot, added?: Update) => void
}

export function seconds(state: State): number {
  return Math.floor(state.now() / 1000)
}

export function botUser(bot: Bot): User {
  return { id: bot.id, is_bot: true, first_name: bot.name, username: bot.username }
}

export function tellChange(state: State, bot: Bot, room: Room, kind: Change['kind'] = 'chat'): void {
  for (const listener of state.listeners) listener({ kind, bot: bot.username, chat_id: room.id })
}
