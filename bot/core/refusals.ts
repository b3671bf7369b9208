import { Problem } from '../../backend/core/errors.ts'
import { hasText, translate, type Locale } from '../../backend/texts/texts.ts'
import type { BotContext } from './context.ts'

/** What a refusal says to people, by its code. */
export function textOfProblem(locale: Locale, code: string): string {
  const key = `problem-${code.replace(/[._]/g, '-')}`
  return translate(locale, hasText(locale, key) ? key : 'problem-unknown')
}

/** Says it where the person looks: over the button they pressed, or in the chat. */
export async function tell(ctx: BotContext, text: string): Promise<void> {
  if (ctx.callbackQuery) await ctx.answerCallbackQuery({ text: text.slice(0, 200), show_alert: text.length > 60 })
  else await ctx.reply(text)
}

/** A refusal is part of the product, not an error: the person is told, and the update is done. */
export async function tellRefusals(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  try {
    await next()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    await tell(ctx, textOfProblem(ctx.locale, error.code))
  }
}
