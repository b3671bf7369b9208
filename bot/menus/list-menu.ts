import { Menu } from '@grammyjs/menu'
import { sha256 } from '../../backend/core/crypto.ts'
import type { BotContext } from '../core/context.ts'

const PAGE = 8

export interface Line {
  id: number
  label: string
}

export interface Listed {
  /** HTML above the buttons. */
  text: string
  lines: Line[]
}

/** Which list is on the screen: `of` is what it belongs to (a project), 0 where there is nothing to name. */
export interface Place {
  page: number
  of: number
}

interface ListMenu {
  /** In callback data: short, never changed. */
  id: string
  load: (ctx: BotContext, of: number) => Promise<Listed>
  pick: (ctx: BotContext, line_id: number) => Promise<void>
  /** Below the pages, such as the way back. */
  below?: { key: string; press: (ctx: BotContext) => Promise<void> }
}

/**
 * A list with a button a line and pages. Where it stands is in each button, so it survives a restart;
 * a press on a list that has changed meanwhile does nothing but say so and show it as it is now.
 */
export function listMenu({ id, load, pick, below }: ListMenu) {
  const places = new WeakMap<BotContext, Place>()
  const loaded = new WeakMap<BotContext, Map<number, Promise<Listed>>>()

  const menu: Menu<BotContext> = new Menu<BotContext>(id, {
    autoAnswer: false,
    fingerprint: async (ctx) => {
      const place = placeOf(ctx)
      return sha256(JSON.stringify([place, (await list(ctx, place.of)).lines, ctx.locale]))
    },
    onMenuOutdated: async (ctx) => {
      await ctx.answerCallbackQuery(ctx.t('bot-list-changed'))
      await open(ctx, placeOf(ctx))
    },
  })

  menu.dynamic(async (ctx, range) => {
    const { page, of } = placeOf(ctx)
    const { lines } = await list(ctx, of)
    const pages = Math.max(1, Math.ceil(lines.length / PAGE))
    const here = Math.min(page, pages - 1)
    const shown = lines.slice(here * PAGE, (here + 1) * PAGE)
    shown.forEach(({ id: line_id, label }, index) => {
      if (index > 0) range.row()
      range.text({ text: label, payload: `${here}.${of}.${line_id}` }, (ctx) => pick(ctx, line_id))
    })
    if (pages > 1) {
      range.row()
      for (const [text, to] of [
        ['‹', (here + pages - 1) % pages],
        [`${here + 1} / ${pages}`, here],
        ['›', (here + 1) % pages],
      ] as const) {
        range.text({ text, payload: `${here}.${of}.p${to}` }, async (ctx) => {
          await ctx.answerCallbackQuery()
          if (to !== here) await open(ctx, { page: to, of })
        })
      }
    }
    if (!below) return
    if (shown.length > 0) range.row()
    range.text({ text: ctx.t(below.key), payload: `${here}.${of}.b` }, below.press)
  })

  function placeOf(ctx: BotContext): Place {
    const [, page, of] = /^(\d+)\.(\d+)\./.exec(typeof ctx.match === 'string' ? ctx.match : '') ?? []
    return places.get(ctx) ?? { page: Number(page ?? 0), of: Number(of ?? 0) }
  }

  function list(ctx: BotContext, of: number): Promise<Listed> {
    const known = loaded.get(ctx) ?? new Map<number, Promise<Listed>>()
    loaded.set(ctx, known)
    const listed = known.get(of) ?? load(ctx, of)
    known.set(of, listed)
    return listed
  }

  /** Shows the list: in place of the message whose button was pressed, else as a new one. */
  async function open(ctx: BotContext, place: Place = { page: 0, of: 0 }) {
    places.set(ctx, place)
    const { text } = await list(ctx, place.of)
    const more = { parse_mode: 'HTML' as const, reply_markup: menu }
    if (ctx.callbackQuery?.message) await ctx.editMessageText(text, more)
    else await ctx.reply(text, more)
  }

  return { menu, open }
}
