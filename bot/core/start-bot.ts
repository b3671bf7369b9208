import { setTimeout as sleep } from 'node:timers/promises'
import { Api, GrammyError, type Bot } from 'grammy'
import type { Update } from 'grammy/types'
import type { Config } from '../../backend/config.ts'
import type { House } from '../../backend/core/context.ts'
import type { Secrets } from '../../backend/core/crypto.ts'
import type { Log } from '../../backend/core/log.ts'
import type { SignInSettings } from '../../backend/core/routes.ts'
import { localeOf, translate } from '../../backend/texts/texts.ts'
import { buildBot } from './build-bot.ts'
import { clientOptions } from './client.ts'
import type { BotContext, BotSettings } from './context.ts'
import type { Hand } from './hand.ts'
import { openInbox } from './inbox.ts'
import { startPolling } from './polling.ts'
import { tellProfile } from './profile.ts'
import { RUNNER_LIMITS, startRunner, type RunnerLimits } from './runner.ts'
import { ALLOWED_UPDATES } from './updates.ts'
import { WEBHOOK_PATH, webhookPage } from './webhook.ts'

export interface BotDoors {
  telegram: NonNullable<Config['telegram']>
  house: House
  secrets: Secrets
  settings: SignInSettings
  log: Log
  /** Counts one command of a person, or throws 429. */
  knock?: (telegram_id: number) => Promise<void>
  limits?: Partial<RunnerLimits>
}

const OFFICIAL_ROOT = 'https://api.telegram.org'
const POLL_PATIENCE_SECONDS = 40
const ASK_AGAIN_MS = 30_000

export const botIdOf = (token: string) => Number(token.split(':')[0])

/** What links to the bot are made of, for a process that does not run it; tried until Telegram answers. */
export async function learnUsername({ telegram, settings, log }: BotDoors): Promise<void> {
  const api = new Api(telegram.token, clientOptions(telegram.api_root))
  while (settings.bot_username === undefined) {
    try {
      settings.bot_username = (await api.getMe()).username
    } catch (error) {
      log.warn({ err: error }, "the bot's name is not known yet")
      await sleep(ASK_AGAIN_MS, undefined, { ref: false })
    }
  }
}

/** Telegram's door alone, for a process that serves the web and leaves the bot to another. */
export function botWebhook({ telegram, house, secrets, log }: BotDoors, wake: () => void = () => {}) {
  const inbox = openInbox(house.database, botIdOf(telegram.token))
  return webhookPage({ inbox, secret: webhookSecret(telegram, secrets), now: house.now, log, wake })
}

/** Starts the system bot. Answers at once; what Telegram must be asked first is asked until it answers. */
export async function startBot(doors: BotDoors) {
  const { telegram, house, log } = doors
  const settings = settingsOf(doors)
  const inbox = openInbox(house.database, botIdOf(telegram.token))
  const limits = { ...RUNNER_LIMITS, ...doors.limits }
  const ending = new AbortController()
  const parts: { runner?: ReturnType<typeof startRunner>; polling?: ReturnType<typeof startPolling> } = {}
  let state = 'starting'
  const wake = () => parts.runner?.wake()
  await inbox.voidLeases()
  const beginning = begin()

  async function begin() {
    const api = new Api(telegram.token, clientOptions(telegram.api_root))
    const me = await insist(() => api.getMe())
    if (!me) return
    doors.settings.bot_username = me.username
    const hands = new WeakMap<Update, Hand>()
    const { knock = () => Promise.resolve() } = doors
    const bot = buildBot({ ...telegram, me, house, settings, knock, handOf: (update) => handFrom(hands, update) })
    parts.runner = startRunner({
      inbox,
      now: house.now,
      log,
      handle: (update, hand) => {
        hands.set(update, hand)
        return bot.handleUpdate(update)
      },
      apologise: (update) => apologise(bot, update),
      limits,
    })
    const listening = settings.web_base_url.startsWith('https:') ? listen : poll
    await insist(() => listening(api))
    await insist(() => tellProfile(api, settings))
  }

  async function listen(api: Api) {
    const url = `${settings.web_base_url}${WEBHOOK_PATH}`
    const secret_token = webhookSecret(telegram, doors.secrets)
    await api.setWebhook(url, { secret_token, allowed_updates: ALLOWED_UPDATES, max_connections: 40 })
    state = 'webhook'
  }

  async function poll(api: Api) {
    await api.deleteWebhook()
    const patient = new Api(telegram.token, clientOptions(telegram.api_root, POLL_PATIENCE_SECONDS))
    const tell = (told: string) => {
      state = told
    }
    if (ending.signal.aborted) return
    parts.polling = startPolling({
      api: patient,
      database: house.database,
      inbox,
      now: house.now,
      log,
      wake,
      tell,
      lead_ms: limits.lead_ms,
    })
  }

  /** Asks until Telegram answers or the bot is stopped. */
  async function insist<R>(ask: () => Promise<R>): Promise<R | undefined> {
    for (let wait = 500; !ending.signal.aborted; wait = Math.min(wait * 2, 30_000)) {
      try {
        return await ask()
      } catch (error) {
        const refused = error instanceof GrammyError && error.error_code === 401
        const away = error instanceof GrammyError ? 'Telegram refuses' : 'Telegram is out of reach'
        if (!parts.polling) state = refused ? 'the token is refused' : away
        log.warn({ err: error }, 'the bot could not be set up yet')
        await sleep(refused ? 30_000 : wait, undefined, { signal: ending.signal }).catch(() => undefined)
      }
    }
    return undefined
  }

  return {
    health: () => state,
    webhook: botWebhook(doors, wake),
    async stop() {
      ending.abort()
      await parts.polling?.stop()
      await beginning
      await parts.polling?.stop()
      await parts.runner?.stop()
    },
  }
}

function settingsOf({ telegram, settings }: BotDoors): BotSettings {
  const { web_base_url, registration, rate_limit_user } = settings
  const opens_apps = web_base_url.startsWith('https:') || telegram.api_root !== OFFICIAL_ROOT
  return { web_base_url, registration, rate_limit_user, opens_apps }
}

function webhookSecret({ webhook_secret }: BotDoors['telegram'], secrets: Secrets): string {
  return webhook_secret ?? secrets.key('telegram webhook').toString('hex')
}

function handFrom(hands: WeakMap<Update, Hand>, update: Update): Hand {
  const hand = hands.get(update)
  if (!hand) throw new Error('an update that nobody holds')
  return hand
}

/** The update was given up: its person is told, in the chat or over their button. */
async function apologise(bot: Bot<BotContext>, { message, callback_query }: Update) {
  const text = translate(localeOf((message?.from ?? callback_query?.from)?.language_code), 'bot-broken')
  if (callback_query) await bot.api.answerCallbackQuery(callback_query.id, { text, show_alert: true })
  else if (message?.chat.type === 'private') await bot.api.sendMessage(message.chat.id, text)
}
