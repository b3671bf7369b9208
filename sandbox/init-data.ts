import { sign } from '@telegram-apps/init-data-node'
import type { User } from 'grammy/types'

export interface LaunchFacts {
  user: User
  auth_date: Date
  start_param?: string
  chat_instance?: string
  /** The bot may write to this person. */
  may_write?: boolean
}

/** Launch data of a Mini App signed with the bot's token: https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app */
export function signInitData(
  botToken: string,
  { user, auth_date, start_param, chat_instance, may_write }: LaunchFacts,
): string {
  const { id, first_name, last_name, username, language_code } = user
  const told = {
    id,
    first_name,
    ...(last_name && { last_name }),
    ...(username && { username }),
    ...(language_code && { language_code }),
    ...(may_write && { allows_write_to_pm: true }),
  }
  return sign(
    {
      user: told,
      ...(start_param && { start_param }),
      ...(chat_instance && { chat_type: 'private', chat_instance }),
    },
    botToken,
    auth_date,
  )
}

export interface Launch {
  app_url: string
  init_data: string
  theme: Record<string, string>
  start_param?: string
  platform?: string
  version?: string
}

/** The address Telegram Web frames: the start parameter in the query, everything else in the fragment. */
export function launchUrl({
  app_url,
  init_data,
  theme,
  start_param,
  platform = 'weba',
  version = '9.1',
}: Launch): string {
  const url = new URL(app_url)
  if (start_param) url.searchParams.set('tgWebAppStartParam', start_param)
  url.hash = new URLSearchParams({
    tgWebAppData: init_data,
    tgWebAppVersion: version,
    tgWebAppPlatform: platform,
    tgWebAppThemeParams: JSON.stringify(theme),
  }).toString()
  return url.href
}
