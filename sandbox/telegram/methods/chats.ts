import { isObject, type Payload } from '../payload.ts'
import { presentChat } from '../present.ts'
import { badRequest, forbidden } from '../refusal.ts'
import { findMessage, roomOf, writableRoom } from '../rooms.ts'
import { botUser, tellChange, type Bot, type State } from '../state.ts'
import type { Methods } from './method.ts'

export const chats: Methods = {
  getChat: (state, bot, payload) => {
    const room = roomOf(state, bot, payload)
    return { ...presentChat(state, room), accent_color_id: 0, max_reaction_count: 11 }
  },
  getChatMember: (state, bot, payload) => {
    const room = roomOf(state, bot, payload)
    const user_id = payload.integer('user_id') ?? 0
    const user = user_id === bot.id ? botUser(bot) : state.users.get(user_id)
    if (!user) throw badRequest('PARTICIPANT_ID_INVALID')
    const inside = room.members.has(user_id) || room.bots.has(user_id)
    return { user, status: inside ? 'member' : 'left' }
  },
  getChatMemberCount: (state, bot, payload) => {
    const room = roomOf(state, bot, payload)
    return room.members.size + room.bots.size
  },
  leaveChat: (state, bot, payload) => {
    const room = roomOf(state, bot, payload)
    if (room.type === 'private') throw badRequest("chat member status can't be changed in private chats")
    if (!room.bots.delete(bot.id)) throw forbidden(`bot is not a member of the ${room.type} chat`)
    return true
  },
  pinChatMessage: (state, bot, payload) => {
    const { room, message } = messageOf(state, bot, payload, 'pin')
    room.pinned = message.message_id
    tellChange(state, bot, room)
    return true
  },
  unpinChatMessage: (state, bot, payload) => {
    const room = writableRoom(state, bot, payload)
    delete room.pinned
    tellChange(state, bot, room)
    return true
  },
  setMessageReaction: (state, bot, payload) => {
    const { room, message } = messageOf(state, bot, payload, 'react')
    const wanted = (payload.list('reaction') ?? []).filter(isObject)
    if (wanted.length > 1) throw badRequest('REACTIONS_TOO_MANY')
    if (wanted.some(({ type, emoji }) => type !== 'emoji' || typeof emoji !== 'string'))
      throw badRequest('REACTION_INVALID')
    message.reactions = wanted.map(({ emoji }) => String(emoji))
    tellChange(state, bot, room)
    return true
  },
}

function messageOf(state: State, bot: Bot, payload: Payload, verb: 'pin' | 'react') {
  const room = writableRoom(state, bot, payload)
  const message = findMessage(room, payload.integer('message_id'))
  if (!message) throw badRequest(verb === 'pin' ? 'message to pin not found' : 'message to react not found')
  return { room, message }
}
