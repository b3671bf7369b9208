import type { MenuButton } from 'grammy/types'
import { checkAppUrl } from '../keyboards.ts'
import type { Payload } from '../payload.ts'
import { badRequest } from '../refusal.ts'
import { roomOf } from '../rooms.ts'
import { botUser, tellChange, type Bot } from '../state.ts'
import type { Method, Methods } from './method.ts'

export const profile: Methods = {
  getMe: (_state, bot) => ({
    ...botUser(bot),
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: true,
    can_connect_to_business: false,
    has_main_web_app: bot.main_app_url !== undefined,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
  }),
  logOut: () => true,
  close: () => true,
  ...profileText('Name', 'name', 64),
  ...profileText('Description', 'description', 512),
  ...profileText('ShortDescription', 'short_description', 120),
  setChatMenuButton: (state, bot, payload) => {
    const button = readMenuButton(payload)
    if (payload.value('chat_id') === undefined) {
      bot.menu_button = button.type === 'default' ? { type: 'commands' } : button
      for (const room of state.rooms.values()) if (room.bots.has(bot.id)) tellChange(state, bot, room, 'profile')
      return true
    }
    const room = roomOf(state, bot, payload)
    if (button.type === 'default') delete room.menu_button
    else room.menu_button = button
    tellChange(state, bot, room, 'profile')
    return true
  },
  getChatMenuButton: (state, bot, payload) => {
    const room = payload.value('chat_id') === undefined ? undefined : roomOf(state, bot, payload)
    return room?.menu_button ?? bot.menu_button
  },
}

function profileText(name: string, field: string, longest: number): Methods {
  const keyOf = (payload: Payload) => `${field}/${payload.text('language_code') ?? ''}`
  const set: Method = (_state, bot, payload) => {
    const text = payload.text(field) ?? ''
    if (text.length > longest) throw badRequest(`BOT_${field.toUpperCase()}_TOO_LONG`)
    if (text) bot.profile.set(keyOf(payload), text)
    else bot.profile.delete(keyOf(payload))
    return true
  }
  const get: Method = (_state, bot, payload) => ({
    [field]: bot.profile.get(keyOf(payload)) ?? bot.profile.get(`${field}/`) ?? unset(bot, field),
  })
  return { [`setMy${name}`]: set, [`getMy${name}`]: get }
}

function unset(bot: Bot, field: string): string {
  return field === 'name' ? bot.name : ''
}

function readMenuButton(payload: Payload): MenuButton {
  const button = payload.object('menu_button') ?? { type: 'default' }
  if (button.type === 'default' || button.type === 'commands') return { type: button.type }
  if (button.type !== 'web_app' || typeof button.text !== 'string' || button.text === '') {
    throw badRequest("can't parse MenuButton: Unsupported type specified")
  }
  return { type: 'web_app', text: button.text, web_app: { url: checkAppUrl(button.web_app, 'menu button') } }
}
