import { timingSafeEqual } from 'node:crypto'
import { signData } from '@telegram-apps/init-data-node'
import { z } from 'zod'

const MOST_BYTES = 4096
const MOST_AGE_MS = 3_600_000
const MOST_AHEAD_MS = 30_000

const TelegramUser = z.object({
  id: z
    .int()
    .min(1)
    .max(2 ** 52),
  is_bot: z.literal(false).optional(),
  first_name: z.string().max(256),
  last_name: z.string().max(256).optional(),
  username: z.string().max(64).optional(),
  language_code: z.string().max(35).optional(),
})
/** A person as Telegram tells of them. */
export type TelegramUser = z.infer<typeof TelegramUser>

export interface InitData {
  user: TelegramUser
  start_param: string | undefined
  /** 64 lower-case hex digits: what makes this launch this one. */
  hash: string
  /** When it stops being accepted, ISO 8601. */
  expires_at: string
}

export type InitDataRefusal = 'refused' | 'expired' | 'ahead'

/**
 * Reads the launch data of a Mini App, or says why not: only what Telegram signed with this bot's token within the last hour.
 * Stricter than the library, which takes double keys, any age ahead, and compares character by character:
 * https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
 */
export function readInitData(raw: string, bot_token: string, now: string): InitData | InitDataRefusal {
  const fields = readFields(raw)
  const hash = fields?.get('hash') ?? ''
  if (!fields || !/^[0-9a-f]{64}$/.test(hash) || !isSigned(fields, hash, bot_token)) return 'refused'
  const user = readUser(fields.get('user'))
  const auth_date = fields.get('auth_date') ?? ''
  if (!user || !/^[1-9]\d{9}$/.test(auth_date)) return 'refused'
  const age = Date.parse(now) - Number(auth_date) * 1000
  if (age < -MOST_AHEAD_MS) return 'ahead'
  if (age > MOST_AGE_MS) return 'expired'
  const expires_at = new Date(Number(auth_date) * 1000 + MOST_AGE_MS).toISOString()
  return { user, start_param: fields.get('start_param'), hash, expires_at }
}

/** The decoded pairs, if no key stands twice and all are of the kind Telegram uses: then no value can pass for another pair. */
function readFields(raw: string): Map<string, string> | undefined {
  if (Buffer.byteLength(raw) > MOST_BYTES) return undefined
  const pairs = [...new URLSearchParams(raw)]
  const fields = new Map(pairs)
  return fields.size === pairs.length && pairs.every(([key]) => /^[a-z_]{1,32}$/.test(key)) ? fields : undefined
}

function isSigned(fields: Map<string, string>, hash: string, bot_token: string): boolean {
  const signed = [...fields].filter(([key]) => key !== 'hash').map(([key, value]) => `${key}=${value}`)
  const expected = signData(signed.sort().join('\n'), bot_token)
  return timingSafeEqual(Buffer.from(hash, 'hex'), Buffer.from(expected, 'hex'))
}

function readUser(text: string | undefined): TelegramUser | undefined {
  try {
    return TelegramUser.safeParse(JSON.parse(text ?? '')).data
  } catch {
    return undefined
  }
}
