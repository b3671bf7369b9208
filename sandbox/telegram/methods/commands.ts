import type { BotCommand, User } from 'grammy/types'
import { isObject, type Payload } from '../payload.ts'
import { badRequest } from '../refusal.ts'
import type { Bot, Room } from '../state.ts'
import type { Methods } from './method.ts'

const SCOPES = new Set([
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
])

export const commands: Methods = {
  setMyCommands: (_state, bot, payload) => {
    const listed = payload.list('commands')
    if (!listed) throw badRequest("can't parse commands: expected an Array of BotCommand")
    if (listed.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH')
    bot.commands.set(keyOf(payload), listed.map(readCommand))
    return true
  },
  getMyCommands: (_state, bot, payload) => bot.commands.get(keyOf(payload)) ?? [],
  deleteMyCommands: (_state, bot, payload) => {
    bot.commands.delete(keyOf(payload))
    return true
  },
}

function readCommand(value: unknown): BotCommand {
  const { command, description } = isObject(value) ? value : {}
  const name = typeof command === 'string' ? command.replace(/^\//, '') : ''
  if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID')
  if (typeof description !== 'string' || description.length < 1 || description.length > 256) {
    throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
  }
  return { command: name, description }
}

function keyOf(payload: Payload): string {
  const scope = payload.object('scope') ?? { type: 'default' }
  if (typeof scope.type !== 'string' || !SCOPES.has(scope.type))
    throw badRequest("can't parse BotCommandScope: Unsupported type specified")
  const place = [scope.type, scope.chat_id, scope.user_id].filter(isWord).join(':')
  const language = payload.text('language_code') ?? ''
  if (language && !/^[a-z]{2}$/.test(language)) throw badRequest('BOT_LANGUAGE_CODE_INVALID')
  return `${place}/${language}`
}

function isWord(part: unknown): part is string | number {
  return typeof part === 'string' || typeof part === 'number'
}

/** What a person finds in the command menu: https://core.telegram.org/bots/api#determining-list-of-commands */
export function commandsFor(bot: Bot, room: Room, user: User): BotCommand[] {
  const scopes =
    room.type === 'private'
      ? [`chat:${room.id}`, 'all_private_chats', 'default']
      : [`chat_member:${room.id}:${user.id}`, `chat:${room.id}`, 'all_group_chats', 'default']
  const keys = scopes.flatMap((scope) => [`${scope}/${user.language_code?.slice(0, 2) ?? ''}`, `${scope}/`])
  const key = keys.find((one) => bot.commands.has(one))
  return key ? (bot.commands.get(key) ?? []) : []
}
