import type { Bot, State, Update } from './state.ts'
import type { Json } from './types.ts'

const ONLY_WHEN_ASKED = ['chat_member', 'message_reaction', 'message_reaction_count']

/** Queues an update, unless the bot does not want this kind: https://core.telegram.org/bots/api#getupdates */
export function queueUpdate(state: State, bot: Bot, kind: string, content: Json): Update | undefined {
  if (!isWanted(bot, kind)) return undefined
  const update: Update = { update_id: bot.next_update_id++, [kind]: content }
  bot.queue.push(update)
  bot.history.push(update)
  state.queued(bot, update)
  return update
}

function isWanted(bot: Bot, kind: string): boolean {
  const listed = bot.allowed_updates
  return listed && listed.length > 0 ? listed.includes(kind) : !ONLY_WHEN_ASKED.includes(kind)
}

/** The list named in a call replaces the bot's; left out, the earlier one stays. */
export function rememberAllowedUpdates(bot: Bot, listed: unknown[] | undefined): void {
  if (listed) bot.allowed_updates = listed.filter((kind) => typeof kind === 'string')
}
