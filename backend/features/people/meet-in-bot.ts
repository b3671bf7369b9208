import type { Actor } from '../../core/actor.ts'
import { makeContext, type House } from '../../core/context.ts'
import type { TelegramUser } from '../../core/init-data.ts'
import type { User } from './queries.ts'
import { receiveFromTelegram } from './steps.ts'

interface Meeting {
  person: TelegramUser
  registration: 'invite' | 'open'
  /** What stood behind /start, if it may be an invitation. */
  invite_token?: string | undefined
}

/** Whose account it is that writes to the bot; somebody new gets one if they may have one. */
export function meetInBot(house: House, { person, registration, invite_token }: Meeting): Promise<User | undefined> {
  const reception = {
    read: house.database.read,
    now: house.now,
    mutateAs: (actor: Actor) => makeContext(house, actor).mutate,
  }
  const origin = { via: 'bot', ip: null, user_agent: null } as const
  return receiveFromTelegram(reception, { person, registration, invite_token, origin })
}
