import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const DIST = join(import.meta.dirname, '../miniapp/dist')

/** What a Russian in Telegram loads before the first screen stands: the page, what it names, and all that this imports. Undefined if it is not built. */
export function weighMiniApp(dist = DIST): { kilobytes: number; requests: number } | undefined {
  const page = join(dist, 'index.html')
  if (!existsSync(page)) return undefined
  const html = readFileSync(page, 'utf8')
  const named = [...html.matchAll(/(?:src|href|data-ru|data-telegram)="\/([^"]+\.(?:js|css))"/g)]
  const found = new Set<string>()
  const waiting = named.map((match) => join(dist, match[1] ?? ''))
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (found.has(file)) continue
    found.add(file)
    waiting.push(...importsOf(file))
  }
  const bytes = [...found].reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0)
  return { kilobytes: bytes / 1000, requests: found.size + 1 }
}

/** Static imports only: what is imported when needed comes later. */
function importsOf(file: string): string[] {
  if (!file.endsWith('.js')) return []
  const imports = readFileSync(file, 'utf8').matchAll(
    /(?:^|[;}\n])import(?:[^("';]*from)?\s*["'](\.{1,2}\/[^"']+)["']/g,
  )
  return [...imports].map((match) => join(dirname(file), match[1] ?? ''))
}
