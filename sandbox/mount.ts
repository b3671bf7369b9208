import type { IncomingMessage, ServerResponse } from 'node:http'
import { serveSandboxApi } from './http/api.ts'
import { servePage } from './http/page.ts'
import type { SandboxTelegram } from './telegram/types.ts'

export interface MountOptions {
  /** Where the Mini App is served; the origin of each request if not given. */
  webBaseUrl?: string
}

/**
 * Serves the chat page at `/sandbox` and the Mini App's host at `/sandbox/app`, and says whether a request was theirs.
 * The host's address: `?user=<id>&bot=<username>`, and if wanted `&startapp=<start parameter>`, `&url=<page of the app>`,
 * `&theme=light|dark`, `&lang=ru|en`, `&size=phone|wide`.
 *
 * A browser that blocks storage in frames can't be played here: a frame of an opaque origin may not load the app's
 * modules. The journeys in `e2e/` make its storages throw by an init script instead (`blockStorage`).
 */
export function mountSandbox(telegram: SandboxTelegram, { webBaseUrl }: MountOptions = {}) {
  return function handle(req: IncomingMessage, res: ServerResponse): boolean {
    const own = `http://${req.headers.host ?? 'localhost'}`
    const url = new URL(req.url ?? '/', own)
    if (url.pathname !== '/sandbox' && !url.pathname.startsWith('/sandbox/')) return false
    const base = webBaseUrl ?? own
    if (url.pathname.startsWith('/sandbox/api/')) void serveSandboxApi({ telegram, base, own }, req, res, url)
    else void servePage(res, url, new URL(base).origin)
    return true
  }
}
