import type { BrowserContext } from 'playwright-core'

/** Makes every storage of a framed Mini App throw, as browsers do that block the storage of foreign frames. */
export async function blockStorage(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    if (window === top || location.pathname.startsWith('/sandbox')) return
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('The document is sandboxed', 'SecurityError')
        },
      })
    }
  })
}
