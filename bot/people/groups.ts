import type { Middleware } from 'grammy'
import type { BotContext } from '../core/context.ts'

/** Only a person in their own chat with the bot is somebody: anonymous admins, channels and other bots are nobody. */
export const onlyPeopleInPrivate: Middleware<BotContext> = async (ctx, next) => {
  const isPerson = ctx.from && !ctx.from.is_bot && !ctx.senderChat
  if (isPerson && ctx.chat?.type === 'private') return next()
  if (ctx.callbackQuery) return void (await ctx.answerCallbackQuery(ctx.t('bot-private-only')))
  if (!isPerson || !isAddressedToUs(ctx)) return
  const link = `https://t.me/${ctx.me.username}`
  await ctx.reply(ctx.t('bot-private-only'), {
    reply_markup: { inline_keyboard: [[{ text: ctx.t('bot-button-private'), url: link }]] },
  })
}

/** A command with the bot's own name behind it. */
function isAddressedToUs(ctx: BotContext): boolean {
  const command = ctx.message?.entities?.find(({ type, offset }) => type === 'bot_command' && offset === 0)
  if (!command) return false
  const [, name] = (ctx.message?.text ?? '').slice(0, command.length).split('@')
  return name?.toLowerCase() === ctx.me.username.toLowerCase()
}
