import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { conversations, createConversation, type VersionedState, type ConversationData } from '@grammyjs/conversations'
import { Bot, type Context } from 'grammy'
import type { Update, UserFromGetMe } from 'grammy/types'
import type { House } from '../../backend/core/context.ts'
import { sha256 } from '../../backend/core/crypto.ts'
import { makeLists } from '../menus/lists.ts'
import { onlyPeopleInPrivate } from '../people/groups.ts'
import { helping } from '../people/help.ts'
import { loggingIn } from '../people/login.ts'
import { onlyKnown, starting } from '../people/start.ts'
import { TITLE_LENGTH } from '../../backend/features/tasks/values.ts'
import { cardButtons } from '../tasks/card-buttons.ts'
import { taskCommands } from '../tasks/commands.ts'
import { newTask } from '../tasks/new-task.ts'
import { offerTask, quickTasks, takeDraft } from '../tasks/quick-task.ts'
import { NOT_TEXT } from './updates.ts'
import { clientOptions, forgiving } from './client.ts'
import type { BotContext, BotSettings } from './context.ts'
import { decorate } from './decorate.ts'
import type { Hand } from './hand.ts'
import { becomeKnown } from './identify.ts'
import { tellRefusals } from './refusals.ts'
import { shorten } from './texts.ts'

interface BotParts {
  token: string
  api_root: string
  me: UserFromGetMe
  house: House
  settings: BotSettings
  /** Counts one command of a person, or throws 429. */
  knock: (telegram_id: number) => Promise<void>
  handOf: (update: Update) => Hand
}

const NEW_TASK = 'newTask'

/** A bot of its own for one token, its menus and conversations too. Conversations stand behind the commands, which work also in the middle of one. */
export function buildBot({ token, api_root, me, knock, ...parts }: BotParts): Bot<BotContext> {
  const bot = new Bot<BotContext>(token, { botInfo: me, client: clientOptions(api_root) })
  bot.api.config.use(forgiving)
  const lists = makeLists()
  bot.use(decorate(parts), onlyPeopleInPrivate)
  bot.use(async (ctx, next) => {
    await becomeKnown(ctx)
    await next()
  }, tellRefusals)
  bot.on('message:entities:bot_command', async (ctx, next) => {
    await knock(ctx.from.id)
    await next()
  })
  bot.use(starting(), onlyKnown)
  bot.use(lists.middleware)
  bot.use(talking())
  bot.command('cancel', cancel)
  bot.use(helping(), loggingIn(), taskCommands(lists), cardButtons(), quickTasks())
  bot.on('message:entities:bot_command', leaveForCommand)
  bot.callbackQuery(/^draft-new:/, leaveTalk)
  bot.use(createConversation<BotContext, Context>(newTask, { id: NEW_TASK }))
  bot.command(['new', 'new_task'], (ctx) => ctx.conversation.enter(NEW_TASK, { locale: ctx.locale }))
  bot.callbackQuery(/^draft-new:(\d+)$/, async (ctx) => {
    const text = await takeDraft(ctx, ctx.match[1] ?? '')
    await ctx.answerCallbackQuery(text === undefined ? { text: ctx.t('bot-stale') } : {})
    if (text !== undefined)
      await ctx.conversation.enter(NEW_TASK, { locale: ctx.locale, title: shorten(text, TITLE_LENGTH) })
  })
  bot.on('callback_query', (ctx) => ctx.answerCallbackQuery(ctx.t('bot-stale')))
  bot.on('message:text', offerTask)
  bot.on([...NOT_TEXT], (ctx) => ctx.reply(ctx.t('bot-text-please')))
  return bot
}

/** Conversation state is read through the update in hand, and written when that is done. A talk whose code has changed is not gone on with. */
function talking() {
  return conversations<BotContext, Context>({
    storage: {
      type: 'context',
      version: versionOfTalks(),
      adapter: {
        read: (ctx) => ctx.state.read<VersionedState<ConversationData>>('talk', String(ctx.chatId)),
        write: (ctx, state) => ctx.state.write('talk', String(ctx.chatId), state),
        delete: (ctx) => ctx.state.delete('talk', String(ctx.chatId)),
      },
    },
    plugins: [
      async (ctx, next) => {
        ctx.api.config.use(forgiving)
        await next()
      },
    ],
  })
}

function versionOfTalks(): string {
  const files = ['../tasks/new-task.ts', '../tasks/new-task-steps.ts', '../tasks/places.ts', './talk.ts']
  return sha256(files.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('')).slice(0, 16)
}

async function cancel(ctx: BotContext) {
  const talks = Object.keys(ctx.conversation.active()).length
  await ctx.conversation.exitAll()
  await ctx.reply(ctx.t(talks > 0 ? 'bot-cancelled' : 'bot-nothing-to-cancel'))
}

async function leaveTalk(ctx: BotContext, next: () => Promise<void>) {
  await ctx.conversation.exitAll()
  await next()
}

/** /new begins anew; a command nobody knows is no answer to a question. */
async function leaveForCommand(ctx: BotContext, next: () => Promise<void>) {
  const text = ctx.message?.text ?? ''
  if (!text.startsWith('/')) return next()
  if (/^\/new(_task)?(@\w+)?(\s|$)/.test(text)) return leaveTalk(ctx, next)
  await ctx.reply(ctx.t('bot-unknown-command'))
}
