import { Composer } from 'grammy'
import { CreateTask } from '../../backend/features/tasks/contract.ts'
import { createTask } from '../../backend/features/tasks/create-task.ts'
import { DESCRIPTION_LENGTH, TITLE_LENGTH } from '../../backend/features/tasks/values.ts'
import type { BotContext } from '../core/context.ts'
import { shorten } from '../core/texts.ts'
import { readNumber } from './commands.ts'
import { findNamed } from './new-task-steps.ts'
import { listPeople } from './places.ts'
import { showTask } from './show-task.ts'

const DRAFT = 'draft'

/** Tasks in one go: `/new_task <project | title | person | text>`, or a message that turns out to be one. */
export function quickTasks(): Composer<BotContext> {
  const quick = new Composer<BotContext>()

  quick.command('new_task', async (ctx, next) => {
    if (!ctx.match.trim()) return next()
    const [place = '', title = '', person = '', ...rest] = ctx.match.split('|').map((part) => part.trim())
    const project_id = readNumber(place)
    const description = rest.join(' | ')
    if (project_id === undefined || !fits(title, description))
      return void (await ctx.reply(ctx.t('bot-new-task-example')))
    const assignee = person ? findNamed(await listPeople(ctx, project_id), person) : undefined
    if (person && !assignee) return void (await ctx.reply(ctx.t('bot-new-task-nobody', { name: person })))
    const assigned_to = assignee ? [assignee.id] : []
    await showTask(ctx, await ctx.run(createTask, CreateTask.parse({ project_id, title, description, assigned_to })))
  })

  quick.callbackQuery(/^draft:(\d+)$/, async (ctx) => {
    const text = await takeDraft(ctx, ctx.match[1] ?? '')
    if (text === undefined) return void (await ctx.answerCallbackQuery(ctx.t('bot-stale')))
    const [first = ''] = text.split('\n')
    const title = shorten(first.trim(), TITLE_LENGTH)
    const wish = CreateTask.parse({ title, description: title === text ? '' : text, assigned_to: [ctx.actor.user_id] })
    const task = await ctx.run(createTask, wish)
    ctx.state.delete(DRAFT, draftKey(ctx, ctx.match[1] ?? ''))
    await ctx.answerCallbackQuery()
    await showTask(ctx, task)
  })

  return quick
}

/** A text outside a conversation: may be a task. The text waits under its message's number, for a button holds only 64 bytes. */
export async function offerTask(ctx: BotContext): Promise<void> {
  const { message } = ctx
  const text = message?.text?.trim()
  if (!message || !text) return
  ctx.state.write(DRAFT, draftKey(ctx, String(message.message_id)), text)
  const { message_id } = message
  await ctx.reply(ctx.t('bot-offer'), {
    reply_parameters: { message_id, allow_sending_without_reply: true },
    reply_markup: {
      inline_keyboard: [
        [{ text: ctx.t('bot-button-make-task'), callback_data: `draft:${message_id}` }],
        [{ text: ctx.t('bot-button-make-details'), callback_data: `draft-new:${message_id}` }],
      ],
    },
  })
}

/** The text that was offered as a task, while it is kept. */
export function takeDraft(ctx: BotContext, message_id: string): Promise<string | undefined> {
  return ctx.state.read<string>(DRAFT, draftKey(ctx, message_id))
}

const draftKey = (ctx: BotContext, message_id: string) => `${ctx.chatId}:${message_id}`

const fits = (title: string, description: string) =>
  title.length > 0 && title.length <= TITLE_LENGTH && description.length <= DESCRIPTION_LENGTH
