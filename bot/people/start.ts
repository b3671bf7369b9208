import { Composer } from 'grammy'
import { noteBlocked } from '../../backend/features/notifications/note-blocked.ts'
import { startBot } from '../../backend/features/people/start-bot.ts'
import { acceptInvite } from '../../backend/features/teams/accept-invite.ts'
import { AcceptInvite } from '../../backend/features/teams/contract.ts'
import { seeInvite } from '../../backend/features/teams/see-invite.ts'
import { appButton, appLine } from '../core/app-link.ts'
import type { BotContext } from '../core/context.ts'
import { becomeKnown } from '../core/identify.ts'
import { escapeHtml } from '../core/texts.ts'

/** /start, invitations, and being blocked: what also strangers may do. Whoever writes, or lets the app write, may be written to. */
export function starting(): Composer<BotContext> {
  const start = new Composer<BotContext>()

  start.on('message', async (ctx, next) => {
    if (ctx.actor.user_id !== 0) await ctx.run(startBot, {})
    await next()
  })

  start.command('start', async (ctx) => {
    const token = ctx.match.trim().replace(/^invite_/, '')
    if (token) return offerInvite(ctx, token)
    if (ctx.actor.user_id === 0) return void (await ctx.reply(ctx.t('bot-invitation-needed')))
    await welcome(ctx)
  })

  start.callbackQuery(/^join:([\w-]{20,59})$/, async (ctx) => {
    const { token } = AcceptInvite.parse({ token: ctx.match[1] })
    await becomeKnown(ctx, token)
    await ctx.run(startBot, {})
    const team = await ctx.run(acceptInvite, { token })
    await ctx.answerCallbackQuery()
    const text = ctx.t('bot-joined', { team: escapeHtml(team.name) })
    await ctx.editMessageText(text + escapeHtml(appLine(ctx.settings, '/')), {
      parse_mode: 'HTML',
      reply_markup: { inline_keyboard: [appButton(ctx.settings, ctx.t('bot-button-open'), '/')] },
    })
  })

  start.callbackQuery('join-no', async (ctx) => {
    await ctx.answerCallbackQuery()
    await ctx.editMessageText(ctx.t('bot-not-joined'))
  })

  start.on('my_chat_member', async (ctx) => {
    const { user_id } = ctx.actor
    if (user_id === 0) return
    const gone = ctx.myChatMember.new_chat_member.status === 'kicked'
    if (gone) await ctx.run(noteBlocked, { user_id })
    else await ctx.run(startBot, {})
  })

  return start
}

/** Without an account there is no more to be had here. */
export async function onlyKnown(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  if (ctx.actor.user_id !== 0) return next()
  if (ctx.callbackQuery) await ctx.answerCallbackQuery({ text: ctx.t('bot-invitation-needed'), show_alert: true })
  else await ctx.reply(ctx.t('bot-invitation-needed'))
}

async function offerInvite(ctx: BotContext, given: string) {
  const parsed = AcceptInvite.safeParse({ token: given })
  if (!parsed.success) return void (await ctx.reply(ctx.t('problem-invite-not-found')))
  const { team, role, invited_by } = await ctx.see(seeInvite, parsed.data)
  const names = { team: escapeHtml(team.name), inviter: escapeHtml(invited_by), role: ctx.t(`bot-role-${role}`) }
  await ctx.reply(ctx.t('bot-invitation', names), {
    parse_mode: 'HTML',
    reply_markup: {
      inline_keyboard: [
        [{ text: ctx.t('bot-button-join'), callback_data: `join:${parsed.data.token}`, style: 'success' }],
        [{ text: ctx.t('bot-button-not-now'), callback_data: 'join-no' }],
      ],
    },
  })
}

async function welcome(ctx: BotContext) {
  const text = ctx.t('bot-welcome', { name: escapeHtml(ctx.actor.name) })
  await ctx.reply(text + escapeHtml(appLine(ctx.settings, '/')), {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    reply_markup: { inline_keyboard: [appButton(ctx.settings, ctx.t('bot-button-open'), '/')] },
  })
}
