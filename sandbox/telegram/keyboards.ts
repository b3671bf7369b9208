import type { InlineKeyboardButton, KeyboardButton } from 'grammy/types'
import { isObject, type Payload } from './payload.ts'
import { badRequest } from './refusal.ts'
import type { Room } from './state.ts'
import type { Json, ReplyKeyboard } from './types.ts'

const ACTIONS = [
  'callback_data',
  'url',
  'web_app',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'copy_text',
  'login_url',
  'switch_inline_query_chosen_chat',
  'pay',
  'disabled',
]

export type Markup =
  { kind: 'none' } | { kind: 'inline'; keyboard: InlineKeyboardButton[][] } | { kind: 'remove' } | ReplyKeyboard

/** `reply_markup` of a call, refused where Telegram refuses it. */
export function readMarkup(payload: Payload, room: Pick<Room, 'type'>): Markup {
  const markup = payload.object('reply_markup')
  if (!markup) return { kind: 'none' }
  const placeholder =
    typeof markup.input_field_placeholder === 'string' ? { placeholder: markup.input_field_placeholder } : {}
  if (Array.isArray(markup.inline_keyboard))
    return { kind: 'inline', keyboard: inlineRows(markup.inline_keyboard, room) }
  if (Array.isArray(markup.keyboard)) {
    return {
      kind: 'keyboard',
      rows: replyRows(markup.keyboard, room),
      one_time: markup.one_time_keyboard === true,
      ...placeholder,
    }
  }
  if (markup.remove_keyboard) return { kind: 'remove' }
  if (markup.force_reply) return { kind: 'force_reply', ...placeholder }
  throw badRequest('object expected as reply markup')
}

function inlineRows(rows: unknown[], room: Pick<Room, 'type'>): InlineKeyboardButton[][] {
  const checked = rows
    .map((row) => asList(row).map((button) => inlineButton(button, room)))
    .filter((row) => row.length > 0)
  if (checked.flat().length > 100) throw badRequest('reply markup is too long')
  return checked
}

function inlineButton(button: unknown, room: Pick<Room, 'type'>): InlineKeyboardButton {
  if (!isObject(button) || typeof button.text !== 'string' || button.text === '') {
    throw badRequest('can\'t parse inline keyboard button: Field "text" must be of type String')
  }
  const action = ACTIONS.find((name) => button[name] !== undefined)
  if (!action) throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
  if (action === 'callback_data') checkCallbackData(button.callback_data)
  if (action === 'url') checkUrl(String(button.url))
  if (action === 'copy_text') checkCopyText(button.copy_text)
  if (action === 'web_app') {
    if (room.type !== 'private') throw badRequest('BUTTON_TYPE_INVALID')
    checkAppUrl(button.web_app, 'inline keyboard button')
  }
  return button as unknown as InlineKeyboardButton
}

function checkCallbackData(data: unknown): void {
  const size = Buffer.byteLength(String(data))
  if (size < 1 || size > 64) throw badRequest('BUTTON_DATA_INVALID')
}

function checkCopyText(copy: unknown): void {
  const text = isObject(copy) && typeof copy.text === 'string' ? copy.text : ''
  if (text.length < 1 || text.length > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID')
}

/** Telegram refuses a link to this machine; the sandbox lives on it and lets it pass. */
function checkUrl(url: string): void {
  const known = /^(https?|tg|ton|tonsite):\/\/[^\s]+$/i.test(url) || /^[\w-]+(\.[\w-]+)+([/?#]\S*)?$/.test(url)
  const local = isLocal(url)
  const host = URL.parse(url)?.hostname ?? ''
  if (!known || (/^https?:/.test(url) && !local && !host.includes('.'))) {
    throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`)
  }
}

/**
 * A Mini App has an https address. The sandbox also takes plain http for `localhost` and `127.0.0.1`,
 * which Telegram refuses outside its test servers: how else could a Mini App be tried without a certificate.
 */
export function checkAppUrl(web_app: unknown, where: string): string {
  const url = isObject(web_app) && typeof web_app.url === 'string' ? web_app.url : ''
  if (!url.startsWith('https://') && !isLocal(url)) {
    throw badRequest(`${where} Web App URL '${url}' is invalid: Only HTTPS links are allowed`)
  }
  return url
}

export function isLocal(url: string): boolean {
  return ['localhost', '127.0.0.1'].includes(URL.parse(url)?.hostname ?? '')
}

function replyRows(rows: unknown[], room: Pick<Room, 'type'>): KeyboardButton[][] {
  const checked = rows
    .map((row) => asList(row).map((button) => replyButton(button, room)))
    .filter((row) => row.length > 0)
  if (checked.length === 0) throw badRequest('reply keyboard must contain at least one button')
  return checked
}

function replyButton(button: unknown, room: Pick<Room, 'type'>): KeyboardButton {
  const full: Json = typeof button === 'string' ? { text: button } : isObject(button) ? button : {}
  if (typeof full.text !== 'string' || full.text === '') {
    throw badRequest('can\'t parse keyboard button: Field "text" must be of type String')
  }
  if (full.web_app !== undefined) {
    if (room.type !== 'private') throw badRequest('BUTTON_TYPE_INVALID')
    checkAppUrl(full.web_app, 'keyboard button')
  }
  return full as unknown as KeyboardButton
}

function asList(row: unknown): unknown[] {
  if (!Array.isArray(row)) throw badRequest("can't parse reply keyboard markup JSON object")
  return row
}
