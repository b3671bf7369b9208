import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const STAMP = join(import.meta.dirname, 'dist/.made-from')
const PARTS = ['miniapp', 'backend/texts', 'backend/core', 'backend/features', 'package-lock.json']

/** Builds the Mini App when its sources are not those of the last build. Where Vite was left out (an image), what is built is used. */
async function buildIfNeeded() {
  const sources = await digestSources()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return
  if (!existsSync(join(ROOT, 'node_modules/vite'))) return
  process.stdout.write('Building the Mini App...\n')
  const { build } = await import('vite')
  await build({ root: import.meta.dirname, configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'warn' })
  writeFileSync(STAMP, sources)
}

async function digestSources(): Promise<string> {
  const hash = createHash('sha256')
  for (const part of PARTS) {
    const entries = part.endsWith('.json')
      ? undefined
      : await readdir(join(ROOT, part), { recursive: true, withFileTypes: true })
    const files = entries
      ? entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
      : [join(ROOT, part)]
    for (const file of files.filter(isSource).sort())
      hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

const isSource = (file: string) => !/\/(dist|node_modules)\/|\.test\.ts$/.test(file)

await buildIfNeeded()
