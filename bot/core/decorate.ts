import type { Middleware } from 'grammy'
import type { Update } from 'grammy/types'
import { makeContext, type House } from '../../backend/core/context.ts'
import { localeOf, translate } from '../../backend/texts/texts.ts'
import { asAttempt, runInHand } from './act.ts'
import type { BotContext, BotSettings } from './context.ts'
import type { Hand } from './hand.ts'
import { strangerOf } from './identify.ts'
import { stateIn } from './state.ts'

interface Parts {
  house: House
  settings: BotSettings
  handOf: (update: Update) => Hand
}

/** Gives each context what handlers hold; nobody is known yet. */
export function decorate({ house, settings, handOf }: Parts): Middleware<BotContext> {
  return async (ctx, next) => {
    const hand = handOf(ctx.update)
    const locale = localeOf(ctx.from?.language_code)
    ctx.house = house
    ctx.settings = settings
    ctx.hand = hand
    ctx.state = stateIn(hand, house.database.read)
    ctx.actor = strangerOf(ctx.from ?? { first_name: '', language_code: locale })
    ctx.locale = locale
    ctx.t = (key, args) => translate(ctx.locale, key, args)
    ctx.see = (view, input) => view(makeContext(house, ctx.actor), input)
    ctx.run = (operation, input) => runInHand(house, ctx.actor, hand, [operation, input])
    ctx.attempt = (work) => asAttempt(hand, work)
    await next()
  }
}
