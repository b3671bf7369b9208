import { Api, GrammyError, HttpError } from 'grammy'
import type { Tell, Told } from '../../backend/features/notifications/contract.ts'
import { noticeKeyboard, noticeText, type MessageSettings } from './message.ts'

interface Settings extends MessageSettings {
  token: string
  api_root: string
  /** How long an answer may take before nobody knows whether the message arrived. */
  seconds?: number
}

const PROBE_SECONDS = 5
const ANSWER_SECONDS = 15
const NEVER_SENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|CERT_|ERR_TLS|DEPTH_ZERO)/

/** How the courier speaks to Telegram: every end a call can have, as data. */
export function makeMessenger(settings: Settings): { tell: Tell; probe: () => Promise<Told> } {
  const { token, api_root, seconds = ANSWER_SECONDS } = settings
  const client = (timeoutSeconds: number) => new Api(token, { apiRoot: api_root, timeoutSeconds })
  const [messages, probes] = [client(seconds), client(Math.min(seconds, PROBE_SECONDS))]
  return {
    tell: ({ chat_id, plain }, notice) =>
      outcomeOf(
        messages.sendMessage(chat_id, noticeText(notice, settings, plain), {
          ...(!plain && { parse_mode: 'HTML' }),
          reply_markup: noticeKeyboard(notice, settings),
          link_preview_options: { is_disabled: true },
        }),
      ),
    probe: () => outcomeOf(probes.getMe()),
  }
}

async function outcomeOf(call: Promise<unknown>): Promise<Told> {
  try {
    await call
    return { outcome: 'sent' }
  } catch (error) {
    if (error instanceof GrammyError) return refusalOf(error)
    if (error instanceof HttpError) return failureOf(error.error)
    throw error
  }
}

/** https://core.telegram.org/bots/api#making-requests and #responseparameters */
function refusalOf({ error_code, description, parameters }: GrammyError): Told {
  if (error_code === 429) return { outcome: 'wait', seconds: parameters.retry_after ?? 1 }
  if (error_code === 401) return { outcome: 'token_refused' }
  if (error_code === 403) return { outcome: 'blocked' }
  if (error_code >= 500) return { outcome: 'unreachable', reason: 'telegram_failed' }
  if (parameters.migrate_to_chat_id !== undefined) return { outcome: 'moved', chat_id: parameters.migrate_to_chat_id }
  if (/can't parse entities/i.test(description)) return { outcome: 'unparsable' }
  return { outcome: 'refused', reason: description.slice(0, 200) }
}

/** Only what never left this machine, or was answered by something other than Telegram, is sure not to have arrived. */
function failureOf(error: unknown): Told {
  const { code, type } = Object(error) as { code?: unknown; type?: unknown }
  if (type === 'invalid-json') return { outcome: 'unreachable', reason: 'telegram_failed' }
  if (typeof code === 'string' && NEVER_SENT.test(code))
    return { outcome: 'unreachable', reason: 'telegram_unreachable' }
  return { outcome: 'unconfirmed' }
}
