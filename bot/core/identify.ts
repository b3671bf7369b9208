import type { User as TelegramUser } from 'grammy/types'
import type { Actor } from '../../backend/core/actor.ts'
import type { House } from '../../backend/core/context.ts'
import { meetInBot } from '../../backend/features/people/meet-in-bot.ts'
import type { BotContext } from './context.ts'
import { localeOf } from '../../backend/texts/texts.ts'

interface Meeting {
  house: House
  registration: 'invite' | 'open'
  /** Opens an account where registration is by invitation. */
  invite_token?: string
}

/** Whose account this is; with open registration, or an invitation that is still good, one is made now. */
async function identify({ house, ...meeting }: Meeting, from: TelegramUser): Promise<Actor> {
  const user = await meetInBot(house, { person: personOf(from), ...meeting })
  if (!user) return strangerOf(from)
  const { id, name, locale, time_zone } = user
  return { user_id: id, name, locale, time_zone, via: 'bot', ip: null, user_agent: null }
}

/** Somebody who has no account (yet). */
export function strangerOf(from: Pick<TelegramUser, 'first_name' | 'language_code'>): Actor {
  const locale = localeOf(from.language_code)
  return { user_id: 0, name: from.first_name, locale, time_zone: 'UTC', via: 'bot', ip: null, user_agent: null }
}

function personOf({ id, first_name, last_name, username, language_code }: TelegramUser) {
  return {
    id,
    first_name,
    ...(last_name !== undefined && { last_name }),
    ...(username !== undefined && { username }),
    ...(language_code !== undefined && { language_code }),
  }
}

/** Finds out who writes, and speaks their language from here on. Leaving the bot opens no account. */
export async function becomeKnown(ctx: BotContext, invite_token?: string): Promise<void> {
  if (!ctx.from) return
  const { house, settings } = ctx
  const registration = ctx.myChatMember ? 'invite' : settings.registration
  const meeting = { house, registration, ...(invite_token !== undefined && { invite_token }) }
  ctx.actor = await identify(meeting, ctx.from)
  ctx.locale = localeOf(ctx.actor.locale)
}
