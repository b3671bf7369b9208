import type { Api } from 'grammy'
import { translate, type Locale } from '../../backend/texts/texts.ts'
import { COMMANDS } from './commands.ts'
import type { BotSettings } from './context.ts'

/** What people see of the bot before they write: its commands in both languages, and the button beside the text field. */
export async function tellProfile(api: Api, { web_base_url, opens_apps }: BotSettings): Promise<void> {
  const scope = { type: 'all_private_chats' } as const
  await api.setMyCommands(commandsIn('en'), { scope })
  await api.setMyCommands(commandsIn('ru'), { scope, language_code: 'ru' })
  const text = translate('en', 'bot-menu-button')
  const app = { type: 'web_app', text, web_app: { url: `${web_base_url}/` } } as const
  await api.setChatMenuButton({ menu_button: opens_apps ? app : { type: 'default' } })
}

const commandsIn = (locale: Locale) =>
  COMMANDS.map((command) => ({ command, description: translate(locale, `bot-command-${command}`) }))
