import { setTimeout as sleep } from 'node:timers/promises'

/** Telegram minds more than one message a second to a chat, after a short burst: core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
const BURST = 3
const EVERY_MS = 1050
const MOST_CHATS = 10_000

/** Waits until one more message may go to this chat. */
export function makePace(now: () => number = Date.now) {
  const full = new Map<unknown, number>()
  return async (chat: unknown, signal?: AbortSignal): Promise<void> => {
    const at = now()
    const next = Math.max(full.get(chat) ?? 0, at - BURST * EVERY_MS) + EVERY_MS
    if (full.size >= MOST_CHATS) full.clear()
    full.set(chat, next)
    if (next > at) await sleep(next - at, undefined, signal && { signal })
  }
}
