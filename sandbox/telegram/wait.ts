import type { User } from 'grammy/types'
import { presentToPerson } from './present.ts'
import { tail } from './rooms.ts'
import type { Room, State } from './state.ts'
import type { ChatMessage } from './types.ts'

/** The newest message of a bot, new or edited since this person last did something here, that matches. */
export function waitForMessage(
  state: State,
  room: Room,
  user: User,
  match: string | RegExp,
  ms: number,
): Promise<ChatMessage> {
  const since = room.acted.get(user.id) ?? 0
  const look = () =>
    room.messages.findLast(
      (message) =>
        message.from.is_bot && message.revision > since && matches(message.text ?? message.caption ?? '', match),
    )

  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      state.listeners.delete(check)
      reject(new Error(`${user.first_name} waited ${ms} ms for ${String(match)} and saw:\n${tail(room)}`))
    }, ms)
    state.listeners.add(check)
    check()

    function check() {
      const message = look()
      if (!message) return
      clearTimeout(timer)
      state.listeners.delete(check)
      resolve(presentToPerson(message))
    }
  })
}

function matches(text: string, match: string | RegExp): boolean {
  return typeof match === 'string' ? text.includes(match) : match.test(text)
}
