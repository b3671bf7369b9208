import { Composer } from 'grammy'
import { makeLoginLink } from '../../backend/features/sessions/make-login-link.ts'
import { LINK_MINUTES, LINKS_A_PERSON } from '../../backend/features/sessions/values.ts'
import type { BotContext } from '../core/context.ts'
import { escapeHtml } from '../core/texts.ts'

/** /login: a link that signs this person in at a desk, once. Previews are off: nothing but the person should open it. */
export function loggingIn(): Composer<BotContext> {
  const login = new Composer<BotContext>()
  login.command('login', async (ctx) => {
    const { web_base_url, rate_limit_user } = ctx.settings
    const wish = { user_id: ctx.actor.user_id, web_base_url, rate: rate_limit_user ?? LINKS_A_PERSON }
    const { link } = await makeLoginLink(ctx.house, wish)
    const text = ctx.t('bot-login', { minutes: LINK_MINUTES, link: escapeHtml(link) })
    await ctx.reply(text, { parse_mode: 'HTML', link_preview_options: { is_disabled: true } })
  })
  return login
}
