import type { InlineKeyboardButton } from 'grammy/types'
import { findProject } from '../../backend/features/projects/find-project.ts'
import type { SharedTask } from '../../backend/features/tasks/contract.ts'
import { taskFor } from '../../backend/features/tasks/present.ts'
import type { BotContext } from '../core/context.ts'
import type { Here } from '../core/texts.ts'
import { taskCard, taskKeyboard, type CardView } from './card.ts'

export interface Shown {
  text: string
  rows: InlineKeyboardButton[][]
}

export const hereOf = ({ locale, actor, hand }: BotContext): Here => ({
  locale,
  time_zone: actor.time_zone,
  now: hand.at,
})

/** What the card needs to know, as this person sees it now. */
export async function viewTask(ctx: BotContext, task: SharedTask): Promise<CardView> {
  const project = await ctx.see(findProject, { project_id: task.project_id })
  return {
    task: await taskFor(ctx.house.database.read, task, ctx.actor.user_id),
    project: project.name,
    here: hereOf(ctx),
    settings: ctx.settings,
  }
}

/** The card as text and buttons. */
export async function cardOf(ctx: BotContext, task: SharedTask): Promise<Shown> {
  const view = await viewTask(ctx, task)
  return { text: taskCard(view), rows: taskKeyboard(view, ctx.actor.user_id) }
}

export const asHtml = ({ rows }: Shown) => ({
  parse_mode: 'HTML' as const,
  reply_markup: { inline_keyboard: rows },
  link_preview_options: { is_disabled: true },
})

/** In place of the message whose button was pressed, else as a new one. */
export async function show(ctx: BotContext, shown: Shown): Promise<void> {
  if (ctx.callbackQuery?.message) await ctx.editMessageText(shown.text, asHtml(shown))
  else await ctx.reply(shown.text, asHtml(shown))
}

export async function showTask(ctx: BotContext, task: SharedTask): Promise<void> {
  await show(ctx, await cardOf(ctx, task))
}
