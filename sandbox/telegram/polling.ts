import type { Payload } from './payload.ts'
import { Refusal } from './refusal.ts'
import type { Bot, Update } from './state.ts'
import { rememberAllowedUpdates } from './updates.ts'

interface Poller {
  wake: () => void
  terminate: () => void
}

export interface Polling {
  getUpdates(bot: Bot, payload: Payload, gone: AbortSignal): Promise<Update[]>
  wake(bot: Bot): void
  stop(): void
}

/** Long polling, one poller a bot: https://core.telegram.org/bots/api#getupdates */
export function makePolling(): Polling {
  const pollers = new Map<number, Poller>()

  async function getUpdates(bot: Bot, payload: Payload, gone: AbortSignal): Promise<Update[]> {
    if (bot.webhook) {
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      )
    }
    pollers.get(bot.id)?.terminate()
    rememberAllowedUpdates(bot, payload.list('allowed_updates'))
    forgetConfirmed(bot, payload.integer('offset') ?? 0)
    const limit = Math.min(Math.max(payload.integer('limit') ?? 100, 1), 100)
    const seconds = Math.min(Math.max(payload.integer('timeout') ?? 0, 0), 50)
    if (bot.queue.length === 0 && seconds > 0) await wait(bot, seconds, gone)
    return gone.aborted ? [] : bot.queue.slice(0, limit)
  }

  function wait(bot: Bot, seconds: number, gone: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(done, seconds * 1000)
      const poller = { wake: done, terminate: () => leave(() => reject(terminated())) }
      pollers.set(bot.id, poller)
      gone.addEventListener('abort', done, { once: true })

      function done() {
        leave(resolve)
      }

      function leave(finish: () => void) {
        clearTimeout(timer)
        gone.removeEventListener('abort', done)
        if (pollers.get(bot.id) === poller) pollers.delete(bot.id)
        finish()
      }
    })
  }

  return {
    getUpdates,
    wake: (bot) => pollers.get(bot.id)?.wake(),
    stop: () => pollers.forEach((poller) => poller.wake()),
  }
}

function terminated(): Refusal {
  return new Refusal(
    409,
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  )
}

function forgetConfirmed(bot: Bot, offset: number): void {
  if (offset > 0) bot.queue = bot.queue.filter((update) => update.update_id >= offset)
  if (offset < 0) bot.queue = bot.queue.slice(offset)
}
