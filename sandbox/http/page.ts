import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../page')
const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
}

/** A page, style or script of the sandbox. Scripts and styles come from here only; frames from the Mini App's origin too. */
export async function servePage(res: ServerResponse, url: URL, appOrigin: string): Promise<void> {
  const name = nameOf(url.pathname)
  const type = TYPES[name?.split('.').at(-1) ?? '']
  const body = name && type ? await readFile(join(FOLDER, name)).catch(() => undefined) : undefined
  if (!body || !type) {
    res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found')
    return
  }
  res.writeHead(200, {
    'content-type': type,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy':
      `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; ` +
      `frame-src 'self' ${appOrigin}; frame-ancestors 'self'; base-uri 'none'; form-action 'none'`,
  })
  res.end(body)
}

function nameOf(pathname: string): string | undefined {
  if (pathname === '/sandbox' || pathname === '/sandbox/') return 'chat.html'
  if (pathname === '/sandbox/app') return 'app.html'
  return /^\/sandbox\/page\/([a-z-]+\.(?:js|css))$/.exec(pathname)?.[1]
}
