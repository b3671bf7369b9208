import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type Koa from 'koa'
import { Problem } from '../core/errors.ts'

const DIST = join(import.meta.dirname, '../../miniapp/dist')
const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}
const YEAR = 'public, max-age=31536000, immutable'

interface File {
  type: string
  plain: Buffer
  br: Buffer | undefined
  gzip: Buffer | undefined
}

/**
 * The built Mini App: hashed files for ever, and its page for every other address of the app.
 * `host_origin` is who may talk to it in a frame; it is written into the page.
 */
export function miniAppPages(host_origin: string, dist = DIST): Koa.Middleware {
  const files = new Map<string, File>()
  const page = existsSync(join(dist, 'index.html')) ? readPage(dist, host_origin) : undefined
  return async (ctx, next) => {
    if (ctx.path.startsWith('/api/') || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
    if (!extname(ctx.path)) return sendPage(ctx, page)
    const file = files.get(ctx.path) ?? readAsset(dist, ctx.path)
    if (!file) return next()
    files.set(ctx.path, file)
    ctx.type = file.type
    ctx.set('Cache-Control', ctx.path.startsWith('/assets/') ? YEAR : 'no-cache')
    ctx.vary('Accept-Encoding')
    const encoding = ctx.acceptsEncodings('br', 'gzip', 'identity')
    const packed = encoding === 'br' ? file.br : encoding === 'gzip' ? file.gzip : undefined
    if (packed && encoding) ctx.set('Content-Encoding', encoding)
    ctx.body = packed ?? file.plain
  }
}

function sendPage(ctx: Koa.Context, page: string | undefined) {
  if (page === undefined)
    throw new Problem('page.not_built', 503, { detail: 'the Mini App is not built: npm run build' })
  ctx.type = 'text/html'
  ctx.set('Cache-Control', 'no-cache')
  ctx.body = page
}

function readPage(dist: string, host_origin: string): string {
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const meta = /<meta name="telegram-host-origin" content="[^"]*"\s*\/?>/
  if (!meta.test(html)) throw new Error('the page of the Mini App has no place for the host origin')
  return html.replace(meta, `<meta name="telegram-host-origin" content="${host_origin}">`)
}

function readAsset(dist: string, path: string): File | undefined {
  const type = TYPES[extname(path)]
  if (!type || !/^(\/[\w-][\w.-]*)+$/.test(path)) return undefined
  const file = join(dist, path)
  if (!existsSync(file)) return undefined
  const packed = (ending: string) => (existsSync(file + ending) ? readFileSync(file + ending) : undefined)
  return { type, plain: readFileSync(file), br: packed('.br'), gzip: packed('.gz') }
}
