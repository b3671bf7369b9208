const PER_CHAT = { every_ms: 1000, burst: 3 }
/** Below Telegram's 30, so that the bot's own answers have room. */
const PER_SECOND = 25

export interface Limits {
  /** Milliseconds until anything may be sent to anybody. */
  wait(): number
  /** Milliseconds until this chat may get another message. */
  waitFor(chat: number): number
  /** Chats that may not get another message now. */
  cooling(): number[]
  /** A message was sent, and is answered or given up now. */
  took(chat: number): void
}

/**
 * How fast a bot may write: one message a second in a chat (three at once are forgiven), about 30 a second in all.
 * Counted when the answer is here, so that the network can't bring two calls closer together than we saw them.
 * https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
 */
export function makeLimits(now: () => number): Limits {
  const due = new Map<number, number>()
  let recent: number[] = []

  const waitFor = (chat: number) => Math.max(0, (due.get(chat) ?? 0) - (PER_CHAT.burst - 1) * PER_CHAT.every_ms - now())
  return {
    wait: () => {
      recent = recent.filter((at) => now() - at < 1000)
      const oldest = recent[recent.length - PER_SECOND]
      return oldest === undefined ? 0 : Math.max(1, oldest + 1000 - now())
    },
    waitFor,
    cooling: () => {
      for (const [chat, at] of due) if (at <= now()) due.delete(chat)
      return [...due.keys()].filter((chat) => waitFor(chat) > 0)
    },
    took: (chat) => {
      due.set(chat, Math.max(due.get(chat) ?? 0, now()) + PER_CHAT.every_ms)
      recent.push(now())
    },
  }
}
