import { Composer } from 'grammy'
import type { BotContext } from '../core/context.ts'
import { COMMANDS } from '../core/commands.ts'

export function helping(): Composer<BotContext> {
  const help = new Composer<BotContext>()
  help.command('help', async (ctx) => {
    const lines = COMMANDS.map((name) => `/${name} — ${ctx.t(`bot-command-${name}`)}`)
    await ctx.reply([ctx.t('bot-help'), '', ...lines, '', ctx.t('bot-help-more')].join('\n'))
  })
  return help
}
