import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'
import { findChromium } from './chromium.ts'

// A page of web.telegram.org frames the app on localhost; Chromium asks the person before it lets a public page do that.
const EVERYWHERE: BrowserContextOptions = {
  locale: 'ru-RU',
  timezoneId: 'Europe/Moscow',
  permissions: ['local-network-access'],
}

export async function launchBrowser(): Promise<Browser> {
  const { path, env } = await findChromium()
  return chromium.launch({ executablePath: path, env, args: ['--no-sandbox', '--no-zygote', '--disable-gpu'] })
}

export function phone(browser: Browser, more: BrowserContextOptions = {}): Promise<BrowserContext> {
  const screen = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
  return browser.newContext({ ...EVERYWHERE, ...screen, ...more })
}

export function desktop(browser: Browser, more: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ ...EVERYWHERE, viewport: { width: 1280, height: 800 }, ...more })
}
