import type { IncomingMessage } from 'node:http'
import type { Update } from 'grammy/types'
import { isSameText } from '../../backend/core/crypto.ts'
import type { Log } from '../../backend/core/log.ts'
import type { Inbox } from './inbox.ts'

export const WEBHOOK_PATH = '/api/telegram/webhook'
const MOST_BYTES = 1_000_000

/** As much of Koa's context as a webhook needs. */
interface WebContext {
  path: string
  method: string
  status: number
  body: unknown
  req: IncomingMessage
  get: (header: string) => string
}

interface WebhookParts {
  inbox: Inbox
  secret: string
  now: () => string
  log: Log
  wake: () => void
}

/**
 * Telegram's door: 401, or an empty 200 once the update is committed. The body is never answered in:
 * Telegram would execute what stands there (core.telegram.org/bots/api#making-requests-when-getting-updates).
 */
export function webhookPage({ inbox, secret, now, log, wake }: WebhookParts) {
  return async (ctx: WebContext, next: () => Promise<unknown>): Promise<void> => {
    if (ctx.path.replace(/\/$/, '') !== WEBHOOK_PATH || ctx.method !== 'POST') return void (await next())
    if (!isSameText(ctx.get('x-telegram-bot-api-secret-token'), secret)) return answer(ctx, 401)
    const text = await readText(ctx.req)
    if (text === undefined) return answer(ctx, 413)
    const update = readUpdate(text)
    if (update) await inbox.keep([update], now())
    else log.warn('the webhook got something that is no update')
    answer(ctx, 200)
    wake()
  }
}

function answer(ctx: WebContext, status: number) {
  ctx.status = status
  ctx.body = ''
}

async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > MOST_BYTES) return undefined
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function readUpdate(text: string): Update | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isUpdate =
      typeof value === 'object' && value !== null && 'update_id' in value && Number.isSafeInteger(value.update_id)
    return isUpdate ? (value as Update) : undefined
  } catch {
    return undefined
  }
}
