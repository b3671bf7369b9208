const PER_CHAT = { every_ms: 1000, burst: 3 }
const PER_BOT = { count: 30, within_ms: 1000 }
const PER_GROUP = { count: 20, within_ms: 60_000 }
/** What the network may shift between two calls that were sent on time. */
const TOLERANCE_MS = 50

const SENDS = new Set(['sendMessage', 'sendPhoto', 'sendDocument', 'copyMessage', 'forwardMessage'])
const WRITES = new Set([...SENDS, 'editMessageText', 'editMessageReplyMarkup', 'editMessageCaption', 'deleteMessage'])

interface Arrival {
  bot: string
  method: string
  chat_id: number | undefined
  at: number
}

export interface RateRules {
  arrived(call: Arrival): void
  /** The bot was told to wait; writing before the time is over is a violation. */
  toldToWait(bot: string, until: number): void
}

/**
 * Counts what Telegram's FAQ asks bots not to do: more than one message a second in a chat (three at once are
 * forgiven), 30 a second in all, 20 a minute in a group; and any writing while a `retry_after` runs.
 * https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
 */
export function makeRateRules(report: (violation: string) => void): RateRules {
  const waits = new Map<string, number>()
  const chatDue = new Map<string, number>()
  const recent = new Map<string, number[]>()

  function arrived({ bot, method, chat_id, at }: Arrival): void {
    if (!WRITES.has(method)) return
    const until = waits.get(bot) ?? 0
    if (at < until) report(`${bot} called ${method} ${until - at} ms before its retry_after was over`)
    if (!SENDS.has(method)) return
    if (chat_id !== undefined && tooFast(`${bot}:${chat_id}`, at))
      report(`${bot} sent to chat ${chat_id} faster than one a second`)
    if (countIn(bot, at, PER_BOT.within_ms) > PER_BOT.count) report(`${bot} sent more than 30 messages in a second`)
    if (
      chat_id !== undefined &&
      chat_id < 0 &&
      countIn(`${bot}:${chat_id}`, at, PER_GROUP.within_ms) > PER_GROUP.count
    ) {
      report(`${bot} sent more than 20 messages in a minute to group ${chat_id}`)
    }
  }

  function tooFast(chat: string, at: number): boolean {
    const due = Math.max(chatDue.get(chat) ?? 0, at)
    const early = due - at > (PER_CHAT.burst - 1) * PER_CHAT.every_ms + TOLERANCE_MS
    chatDue.set(chat, due + PER_CHAT.every_ms)
    return early
  }

  function countIn(key: string, at: number, within_ms: number): number {
    const kept = (recent.get(key) ?? []).filter((time) => at - time < within_ms - TOLERANCE_MS)
    kept.push(at)
    recent.set(key, kept)
    return kept.length
  }

  return { arrived, toldToWait: (bot, until) => void waits.set(bot, Math.max(until, waits.get(bot) ?? 0)) }
}
