import {
  backButton,
  hapticFeedback,
  init,
  initData,
  mainButton,
  miniApp,
  requestWriteAccess,
  settingsButton,
  shareURL,
  swipeBehavior,
  targetOrigin,
  themeParams,
  viewport,
} from '@telegram-apps/sdk'
import type { Host, MainAction } from './host.ts'

/** The only module that knows Telegram's SDK: it is loaded in Telegram alone. */
export function startTelegram(hostOrigins: string[]): Host {
  targetOrigin.set(framedBy(hostOrigins))
  init({ acceptCustomStyles: false })
  initData.restore()
  miniApp.mountSync()
  followTheme()
  backButton.mount.ifAvailable()
  mainButton.mount.ifAvailable()
  settingsButton.mount.ifAvailable()
  swipeBehavior.mount.ifAvailable()
  colourTheFrame()
  miniApp.ready()
  void followViewport()
  return {
    kind: 'telegram',
    backButton: (shown) => void (shown ? backButton.show.ifAvailable() : backButton.hide.ifAvailable()),
    onBack: (run) => backButton.onClick.ifAvailable(run),
    onSettings: (run) => {
      settingsButton.show.ifAvailable()
      settingsButton.onClick.ifAvailable(run)
    },
    mainButton: showMainButton,
    onMainButton: (run) => {
      const [, off] = mainButton.onClick.ifAvailable(run)
      return () => off?.()
    },
    swipes: (allowed) =>
      void (allowed ? swipeBehavior.enableVertical.ifAvailable() : swipeBehavior.disableVertical.ifAvailable()),
    haptic(kind) {
      if (kind === 'selection') hapticFeedback.selectionChanged.ifAvailable()
      else if (kind === 'light') hapticFeedback.impactOccurred.ifAvailable('light')
      else hapticFeedback.notificationOccurred.ifAvailable(kind)
    },
    async askToWrite() {
      const [asked, answer] = requestWriteAccess.ifAvailable()
      return asked ? (await answer.catch(() => 'cancelled')) === 'allowed' : true
    },
    share: (link, text) => shareURL.ifAvailable(link, text)[0],
  }
}

function framedBy(origins: string[]): string {
  const frames = 'ancestorOrigins' in location ? [...location.ancestorOrigins] : []
  return frames.find((origin) => origins.includes(origin)) ?? origins[0] ?? 'https://web.telegram.org'
}

function followTheme() {
  themeParams.mountSync.ifAvailable()
  themeParams.bindCssVars.ifAvailable()
  const keep = () => {
    const root = document.documentElement
    root.dataset.scheme = miniApp.isDark() ? 'dark' : 'light'
    sessionStorage.setItem('dela-theme', JSON.stringify(themeParams.state()))
  }
  keep()
  themeParams.state.sub(keep)
}

function colourTheFrame() {
  miniApp.setHeaderColor.ifAvailable('secondary_bg_color')
  miniApp.setBackgroundColor.ifAvailable('secondary_bg_color')
  miniApp.setBottomBarColor.ifAvailable('secondary_bg_color')
}

/** Some clients never answer: nobody waits for this. */
async function followViewport() {
  try {
    await viewport.mount({ timeout: 1000 })
    viewport.bindCssVars.ifAvailable()
    viewport.expand.ifAvailable()
  } catch {
    document.documentElement.dataset.viewport = 'unknown'
  }
}

function showMainButton(action: MainAction | undefined) {
  if (!action) return void mainButton.setParams.ifAvailable({ isVisible: false })
  const { text, disabled = false, busy = false } = action
  mainButton.setParams.ifAvailable({ text, isVisible: true, isEnabled: !disabled && !busy, isLoaderVisible: busy })
}
