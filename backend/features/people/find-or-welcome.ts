import type { Actor } from '../../core/actor.ts'
import { makeContext, type House } from '../../core/context.ts'
import type { TelegramUser } from '../../core/init-data.ts'
import { receiveFromTelegram } from './steps.ts'

interface Arrival {
  person: TelegramUser
  registration: 'invite' | 'open'
  /** What stood behind /start, if it may be an invitation. */
  invite_token?: string | undefined
}

/** Who writes to the bot; somebody new gets an account if they may have one, else nobody is answered. */
export async function findOrWelcome(
  house: House,
  { person, registration, invite_token }: Arrival,
): Promise<Actor | undefined> {
  const origin = { via: 'bot', ip: null, user_agent: null } as const
  const reception = {
    read: house.database.read,
    now: house.now,
    mutateAs: (actor: Actor) => makeContext(house, actor).mutate,
  }
  const user = await receiveFromTelegram(reception, { person, registration, invite_token, origin })
  if (!user) return undefined
  const { id, name, locale, time_zone } = user
  return { user_id: id, name, locale, time_zone, ...origin }
}
