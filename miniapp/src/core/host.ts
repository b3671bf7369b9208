export interface MainAction {
  text: string
  disabled?: boolean
  busy?: boolean
}

export type Haptic = 'selection' | 'light' | 'success' | 'error' | 'warning'

/** What surrounds the app: Telegram, or a browser that has none of its buttons. */
export interface Host {
  kind: 'telegram' | 'browser'
  backButton(shown: boolean): void
  onBack(run: () => void): void
  onSettings(run: () => void): void
  mainButton(action: MainAction | undefined): void
  onMainButton(run: () => void): () => void
  swipes(allowed: boolean): void
  haptic(kind: Haptic): void
  /** Whether the bot may write to the person, asking for it if needed. */
  askToWrite(): Promise<boolean>
  share(link: string, text: string): boolean
}

const nothing = () => {}

export const browserHost: Host = {
  kind: 'browser',
  backButton: nothing,
  onBack: nothing,
  onSettings: nothing,
  mainButton: nothing,
  onMainButton: () => nothing,
  swipes: nothing,
  haptic: nothing,
  askToWrite: () => Promise.resolve(true),
  share: () => false,
}

/** Telegram's own host if the page was opened there; its SDK never travels to a plain browser. */
export async function findHost(inTelegram: boolean): Promise<Host> {
  if (!inTelegram) return browserHost
  const origins = document.querySelector<HTMLMetaElement>('meta[name="telegram-host-origin"]')?.content ?? ''
  const { startTelegram } = await import('./telegram.ts')
  return startTelegram(origins.split(/\s+/).filter(Boolean))
}
