import type { InlineKeyboardButton } from 'grammy/types'
import type { BotSettings } from './context.ts'

type Place = Pick<BotSettings, 'web_base_url' | 'opens_apps'>

/** A button that opens a page of the Mini App; none where Telegram would refuse it: then `appLine` stands in the text. */
export function appButton({ web_base_url, opens_apps }: Place, text: string, path: string): InlineKeyboardButton[] {
  return opens_apps ? [{ text, web_app: { url: `${web_base_url}${path}` } }] : []
}

export function appLine({ web_base_url, opens_apps }: Place, path: string): string {
  return opens_apps ? '' : `\n\n${web_base_url}${path}`
}
