import { isLocal } from '../keyboards.ts'
import { badRequest } from '../refusal.ts'
import { rememberAllowedUpdates } from '../updates.ts'
import type { Methods } from './method.ts'

/** Unlike Telegram, a webhook on this machine may be plain http and have any port. */
export const webhooks: Methods = {
  setWebhook: (state, bot, payload) => {
    const url = payload.text('url') ?? ''
    const secret_token = payload.text('secret_token')
    if (url && !isLocal(url) && URL.parse(url)?.protocol !== 'https:') {
      throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
    }
    if (secret_token && !/^[\w-]{1,256}$/.test(secret_token))
      throw badRequest('secret token contains unallowed characters')
    rememberAllowedUpdates(bot, payload.list('allowed_updates'))
    if (payload.flag('drop_pending_updates')) bot.queue = []
    if (!url) delete bot.webhook
    else {
      const max_connections = Math.min(Math.max(payload.integer('max_connections') ?? 40, 1), 100)
      bot.webhook = { url, max_connections, ...(secret_token && { secret_token }) }
    }
    state.queued(bot)
    return true
  },
  deleteWebhook: (_state, bot, payload) => {
    delete bot.webhook
    if (payload.flag('drop_pending_updates')) bot.queue = []
    return true
  },
  getWebhookInfo: (_state, bot) => {
    const error = bot.webhook?.last_error
    return {
      url: bot.webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: bot.queue.length,
      ...(bot.webhook && { max_connections: bot.webhook.max_connections }),
      ...(bot.allowed_updates && { allowed_updates: bot.allowed_updates }),
      ...(error && { last_error_date: error.date, last_error_message: error.message }),
    }
  },
}
