import type { InlineKeyboardButton, KeyboardButton, MenuButton, MessageEntity, User } from 'grammy/types'

export type Json = Record<string, unknown>

/** What may go wrong with a call, see `SandboxTelegram.fail`. Times are in milliseconds, `retry_after` in seconds. */
export type Fault =
  | { kind: '429'; retry_after: number }
  | { kind: '500' }
  | { kind: 'refuse' }
  | { kind: 'hang'; ms: number }
  | { kind: 'deliver_then_cut' }
  | { kind: '403' }
  | { kind: 'migrate'; to: number }
  | { kind: 'cant_parse' }
  | { kind: '401' }
  | { kind: 'slow'; ms: number }

export interface FaultRule {
  method?: string
  chat_id?: number
  /** How many calls it spoils, 1 if not said; `Infinity` until the end. */
  times?: number
  how: Fault
}

/** One call of a bot, as it came in. `at` is in milliseconds; a call that was cut has no answer. */
export interface Call {
  bot: string
  method: string
  payload: Json
  at: number
  answer?: Answer
}

export type Answer =
  { ok: true; result: unknown } | { ok: false; error_code: number; description: string; parameters?: Json }

export interface ChatFile {
  file_id: string
  kind: 'photo' | 'document'
  name: string
  type: string
  size: number
}

/** A message as a person sees it in their chat, edits applied. Times are ISO 8601. */
export interface ChatMessage {
  message_id: number
  from: 'person' | 'bot' | 'service'
  /** What kind of service message, such as `write_access_allowed`. */
  service?: string
  author: string
  text: string
  entities: MessageEntity[]
  keyboard: InlineKeyboardButton[][]
  sent_at: string
  edited_at?: string
  reply_to_message_id?: number
  forwarded?: boolean
  file?: ChatFile
  reactions: string[]
}

export type ReplyKeyboard =
  | { kind: 'keyboard'; rows: KeyboardButton[][]; one_time: boolean; placeholder?: string }
  | { kind: 'force_reply'; placeholder?: string }

/** Everything a chat screen shows besides its messages. */
export interface ChatScreen {
  messages: ChatMessage[]
  commands: { command: string; description: string }[]
  menu_button: MenuButton
  reply_keyboard?: ReplyKeyboard
  started: boolean
  blocked: boolean
  typing: boolean
  pinned?: number
}

/** What the bot told the person who pressed a button; not `answered` when it stayed silent for the whole wait. */
export interface CallbackAnswer {
  answered: boolean
  show_alert: boolean
  text?: string
  url?: string
  web_app?: string
}

export interface NewBot {
  token: string
  username: string
  name: string
  main_app_url?: string
}

export interface NewUser {
  id: number
  first_name: string
  last_name?: string
  username?: string
  language_code?: string
}

export interface NewGroup {
  /** Negative, as in Telegram. */
  id: number
  title: string
  bots: string[]
  members: number[]
}

export interface BotAccount {
  token: string
  id: number
  username: string
  name: string
  main_app_url?: string
  /** Updates made so far, delivered or not, oldest first. */
  updates(): Json[]
  /** Hands an update to the webhook, or to a poller that is waiting now, once more. */
  redeliver(update_id: number): void
}

/** Acts as one human. `bot` is a username; without it the first bot is meant. */
export interface Person {
  user: User
  send(text: string, bot?: string): Promise<void>
  /** Sends `/start` with a payload, as a link of the form t.me/<bot>?start=<payload> does. */
  start(payload?: string, bot?: string): Promise<void>
  sendFile(file: File, bot?: string): Promise<void>
  /** Presses the button with this text or callback data on the newest message that has one. */
  press(textOrData: string, bot?: string, ms?: number): Promise<CallbackAnswer>
  /** Presses a button by its place, as on the chat page. */
  pressAt(
    place: { message_id: number; row: number; column: number },
    bot?: string,
    ms?: number,
  ): Promise<CallbackAnswer>
  /** Presses with data the message does not show (any more), as an old or a forged client may. */
  pressData(press: { message_id: number; data: string }, bot?: string, ms?: number): Promise<CallbackAnswer>
  /** Sends the data of a Mini App opened by a reply keyboard. */
  sendAppData(data: { text: string; data: string }, bot?: string): void
  /** Types an inline query and gets the bot's results. */
  query(text: string, bot?: string, ms?: number): Promise<Json[]>
  messages(bot?: string): ChatMessage[]
  screen(bot?: string): ChatScreen
  waitFor(match: string | RegExp, bot?: string, ms?: number): Promise<ChatMessage>
  block(bot?: string): void
  unblock(bot?: string): void
  /** Lets the bot write first, as the Mini App's request for write access does. */
  allowWriting(bot?: string): void
  file(file_id: string): { name: string; type: string; bytes: Uint8Array } | undefined
}

export type Change = { kind: 'chat' | 'typing' | 'profile'; bot: string; chat_id: number }

export interface StartOptions {
  port?: number
  /** The clock, in milliseconds. */
  now?: () => number
  /** How long a second lasts when a failed webhook is tried again; tests make it shorter. */
  retrySecondMs?: number
}

export interface SandboxTelegram {
  apiRoot: string
  addBot(bot: NewBot): BotAccount
  addUser(user: NewUser): Person
  addGroup(group: NewGroup): void
  bots(): BotAccount[]
  people(): Person[]
  person(id: number): Person
  /** Every API call, oldest first (the last 50,000). */
  calls(method?: string): Call[]
  /** Rules of Telegram that a bot broke, one sentence each. */
  violations(): string[]
  fail(rule: FaultRule): void
  /** Launch data of the Mini App, signed as Telegram does. */
  initData(botToken: string, userId: number, more?: { start_param?: string; auth_date?: Date }): string
  onChange(listener: (change: Change) => void): () => void
  close(): Promise<void>
}
