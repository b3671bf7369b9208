import { setTimeout as sleep } from 'node:timers/promises'
import { isObject } from './payload.ts'
import type { Bot, State, Update, Webhook } from './state.ts'

const A_DAY = 86_400
const GONE_AFTER = 23 * 3600
const ANSWER_WITHIN_MS = 60_000

export interface Pusher {
  wake(bot: Bot, added?: Update): void
  stop(): void
}

/**
 * Pushes updates to webhooks by the rules of Telegram's own server (tdlib/telegram-bot-api, WebhookActor.cpp):
 * one chat strictly in order, chats side by side, the first retry at once, then after 2, 4, 8 ... up to about 60
 * to 120 seconds; `Retry-After` is honoured up to an hour, an update is dropped after a day, and an address that
 * answers 410 for 23 hours is forgotten. An answer that asks for a call (`method` in the body) is a violation here.
 */
export function makePusher(state: State, secondMs: number): Pusher {
  const lanes = new Map<number, Set<string>>()
  const stopped = new AbortController()

  /** Starts what may go: the lane of one new update, or every lane that waits. */
  function wake(bot: Bot, added?: Update): void {
    for (const update of added ? [added] : bot.queue) {
      if (!start(bot, laneOf(update))) return
    }
  }

  /** False when no more connections are free. */
  function start(bot: Bot, lane: string): boolean {
    const busy = lanes.get(bot.id) ?? new Set()
    lanes.set(bot.id, busy)
    if (!bot.webhook || busy.size >= bot.webhook.max_connections) return false
    if (busy.has(lane)) return true
    busy.add(lane)
    void run(bot, lane).finally(() => {
      const wasFull = busy.size >= (bot.webhook?.max_connections ?? 0)
      busy.delete(lane)
      if (stopped.signal.aborted) return
      if (wasFull) wake(bot)
      else if (bot.queue.some((update) => laneOf(update) === lane)) start(bot, lane)
    })
    return true
  }

  async function run(bot: Bot, lane: string): Promise<void> {
    for (let failures = 0; ;) {
      const { webhook } = bot
      const update = bot.queue.find((queued) => laneOf(queued) === lane)
      if (!webhook || !update || stopped.signal.aborted) return
      const failed = isTooOld(state, update) ? undefined : await push(state, bot, webhook, update, stopped.signal)
      if (!failed) bot.queue = bot.queue.filter((queued) => queued !== update)
      failures = failed ? failures + 1 : 0
      if (failed) await pause(failed.retry_after ?? backoff(failures))
    }
  }

  async function pause(seconds: number): Promise<void> {
    await sleep(seconds * secondMs, undefined, { signal: stopped.signal }).catch(() => undefined)
  }

  return { wake, stop: () => stopped.abort() }
}

function backoff(failures: number): number {
  return failures === 1 ? 0 : Math.min(2 ** (failures - 1), 60 + Math.random() * 60)
}

async function push(state: State, bot: Bot, webhook: Webhook, update: Update, stopped: AbortSignal) {
  const at = Math.floor(state.now() / 1000)
  try {
    const answer = await fetch(webhook.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        ...(webhook.secret_token && { 'x-telegram-bot-api-secret-token': webhook.secret_token }),
      },
      body: JSON.stringify(update),
      signal: AbortSignal.any([stopped, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    })
    const body = await answer.text()
    if (answer.ok) {
      if (asksForCall(body))
        state.violations.push(`the webhook of ${bot.username} answered with a call: ${body.slice(0, 80)}`)
      delete webhook.gone_since
      return undefined
    }
    webhook.last_error = { date: at, message: `Wrong response from the webhook: ${answer.status} ${answer.statusText}` }
    noteGone(bot, webhook, answer.status, at)
    return { retry_after: retryAfter(answer.headers.get('retry-after')) }
  } catch {
    webhook.last_error = { date: at, message: 'Connection refused' }
    return { retry_after: undefined }
  }
}

function noteGone(bot: Bot, webhook: Webhook, status: number, at: number): void {
  if (status !== 410) {
    delete webhook.gone_since
    return
  }
  webhook.gone_since ??= at
  if (at - webhook.gone_since >= GONE_AFTER && bot.webhook === webhook) delete bot.webhook
}

function retryAfter(header: string | null): number | undefined {
  const seconds = Number(header)
  return seconds > 0 ? Math.min(seconds, 3600) : undefined
}

function asksForCall(body: string): boolean {
  try {
    const answer: unknown = JSON.parse(body)
    return isObject(answer) && answer.method !== undefined
  } catch {
    return false
  }
}

function contentOf(update: Update): unknown {
  return Object.entries(update).find(([name]) => name !== 'update_id')?.[1]
}

/** Updates of one chat wait for each other; what has no chat waits for its person's. */
export function laneOf(update: Update): string {
  const content = contentOf(update)
  if (!isObject(content)) return 'none'
  const message = isObject(content.message) ? content.message : content
  const place = isObject(message.chat) ? message.chat : content.from
  return isObject(place) ? String(place.id) : 'none'
}

function isTooOld(state: State, update: Update): boolean {
  const content = contentOf(update)
  const date = isObject(content) && typeof content.date === 'number' ? content.date : undefined
  return date !== undefined && state.now() / 1000 - date > A_DAY
}
