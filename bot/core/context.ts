import type { ConversationFlavor } from '@grammyjs/conversations'
import type { Context as TelegramContext } from 'grammy'
import type { Actor } from '../../backend/core/actor.ts'
import type { Rate } from '../../backend/core/attempts.ts'
import type { Context, House } from '../../backend/core/context.ts'
import type { Locale, TextArgs } from '../../backend/texts/texts.ts'
import type { Hand } from './hand.ts'
import type { BotState } from './state.ts'

export interface BotSettings {
  web_base_url: string
  registration: 'invite' | 'open'
  rate_limit_user: Rate | undefined
  /** Telegram opens Mini Apps only at https addresses, the sandbox at any; elsewhere a link stands in the text. */
  opens_apps: boolean
}

type Operation<I, R> = (context: Context, input: I) => Promise<R>
export type Attempt<R> = { result: R; refused?: undefined } | { refused: string; result?: undefined }

/** What every handler finds beside Telegram's own. */
interface Own {
  house: House
  settings: BotSettings
  hand: Hand
  state: BotState
  /** Whoever wrote or pressed; `user_id` 0 is a stranger, who has no account. */
  actor: Actor
  /** This person's language. */
  locale: Locale
  /** A text in this person's language. */
  t: (key: string, args?: TextArgs) => string
  /** A view as this person sees it. */
  see: <I, R>(view: Operation<I, R>, input: I) => Promise<R>
  /** An operation as this person, once however often the update is handled. A refusal is thrown, and told by `tellRefusals`. */
  run: <I, R>(operation: Operation<I, R>, input: I) => Promise<R>
  /** The work's result, or its refusal as data: a Problem does not survive a conversation. */
  attempt: <R>(work: () => Promise<R>) => Promise<Attempt<R>>
}

export type BotContext = ConversationFlavor<TelegramContext & Own>
