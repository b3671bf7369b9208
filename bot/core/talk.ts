import type { Conversation } from '@grammyjs/conversations'
import type { Context } from 'grammy'
import type { InlineKeyboardButton } from 'grammy/types'
import { localeOf, translate, type Locale, type TextArgs } from '../../backend/texts/texts.ts'
import { noteBroken } from './act.ts'
import type { Attempt, BotContext } from './context.ts'
import { NOT_TEXT } from './updates.ts'

export type Talk = Conversation<BotContext, Context>

/** What a person did with a question: pressed one of its buttons, or wrote. */
export type Reply = { pressed: string; written?: undefined } | { written: string; pressed?: undefined }

/** Buttons of a conversation's questions begin so; outside it they are stale. */
const PREFIX = 'n:'

export const choice = (text: string, data: string): InlineKeyboardButton => ({ text, callback_data: PREFIX + data })

/** The person's side of the world, read inside a conversation: kept in its log, so that a replay sees the same. */
export function look<R>(talk: Talk, work: (ctx: BotContext) => Promise<R>): Promise<R> {
  return talk.external((ctx) => noteBroken(ctx.hand, () => work(ctx)))
}

/** The only way a conversation changes the product: an operation, its refusal as data. */
export function act<R>(talk: Talk, work: (ctx: BotContext) => Promise<R>): Promise<Attempt<R>> {
  return talk.external((ctx) => ctx.attempt(() => work(ctx)))
}

export interface Screen {
  t: (key: string, args?: TextArgs) => string
  /** Shows a question in place of the one before it, or below what the person wrote last. */
  show: (html: string, rows: InlineKeyboardButton[][]) => Promise<void>
  /** The next press on the question's own buttons, or the next text. */
  reply: () => Promise<Reply>
}

/** One question at a time in the chat: old questions lose their buttons, other messages' buttons are told to be stale. */
export function openScreen(talk: Talk, first: Context, locale: Locale): Screen {
  const t = (key: string, args?: TextArgs) => translate(localeOf(locale), key, args)
  let ctx = first
  let question: number | undefined
  let inPlace = false

  async function show(html: string, inline_keyboard: InlineKeyboardButton[][]) {
    const more = { parse_mode: 'HTML' as const, reply_markup: { inline_keyboard } }
    const chat_id = ctx.chatId
    if (chat_id === undefined) return
    if (question !== undefined && inPlace) {
      await ctx.api.editMessageText(chat_id, question, html, more)
      return
    }
    if (question !== undefined) await ctx.api.editMessageReplyMarkup(chat_id, question)
    const sent = await ctx.api.sendMessage(chat_id, html, more)
    question = sent.message_id
  }

  async function reply(): Promise<Reply> {
    for (;;) {
      ctx = await talk.wait()
      const { callbackQuery, message } = ctx
      if (callbackQuery) {
        const own = callbackQuery.message?.message_id === question && callbackQuery.data?.startsWith(PREFIX)
        await ctx.answerCallbackQuery(own ? {} : { text: t('bot-stale') })
        if (!own || !callbackQuery.data) continue
        inPlace = true
        return { pressed: callbackQuery.data.slice(PREFIX.length) }
      }
      inPlace = false
      if (message?.text !== undefined) return { written: message.text }
      if (ctx.has([...NOT_TEXT])) await ctx.reply(t('bot-text-please'))
    }
  }

  return { t, show, reply }
}
