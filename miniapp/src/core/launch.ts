import { pathOfStartParam } from './start-param.ts'

export interface Launch {
  /** Signed by Telegram; empty where a keyboard button opened the app, undefined outside Telegram. */
  init_data: string | undefined
  telegram_id: number | undefined
  language: string | undefined
  /** Where the link that opened the app leads, given on a fresh launch only, not on a reload. */
  path: string | undefined
}

const KEPT = 'dela-launch'

/** How the page was opened. A reload has lost the fragment, so what it said is kept for this tab. */
export function readLaunch(location: Location, storage: Storage): Launch {
  const hash = new URLSearchParams(location.hash.slice(1))
  const fresh = hash.has('tgWebAppPlatform')
  if (fresh) storage.setItem(KEPT, hash.get('tgWebAppData') ?? '')
  const init_data = storage.getItem(KEPT) ?? undefined
  if (init_data === undefined) return { init_data, telegram_id: undefined, language: undefined, path: undefined }
  const signed = new URLSearchParams(init_data)
  const user = userOf(signed.get('user'))
  const start_param = new URLSearchParams(location.search).get('tgWebAppStartParam') ?? signed.get('start_param')
  const path = fresh && start_param ? pathOfStartParam(start_param) : undefined
  return { init_data, telegram_id: user.id, language: user.language_code, path }
}

function userOf(json: string | null): { id?: number; language_code?: string } {
  try {
    return JSON.parse(json ?? '{}')
  } catch {
    return {}
  }
}
