import { execFile, spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '..')

export interface Chromium {
  path: string
  env: Record<string, string>
}

/** The browser of `CHROME_PATH`, or the one npm brought: unpacked once per checkout, with fonts and libraries of its own. */
export async function findChromium(): Promise<Chromium> {
  const env = definedOnly(process.env)
  if (process.env.CHROME_PATH) return { path: process.env.CHROME_PATH, env }
  const home = await unpacked()
  const chromium = { path: join(home, 'chromium'), env: { ...env, FONTCONFIG_FILE: join(home, 'fonts.conf') } }
  return starts(chromium) ? chromium : withBroughtLibraries(chromium, home)
}

/** A bare machine lacks NSS; the package brings it, built for Amazon Linux 2023. */
function withBroughtLibraries({ path, env }: Chromium, home: string): Chromium {
  const libraries = [join(home, 'al2023', 'lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  return { path, env: { ...env, LD_LIBRARY_PATH: libraries } }
}

function starts({ path, env }: Chromium): boolean {
  return spawnSync(path, ['--version'], { env }).status === 0
}

async function unpacked(): Promise<string> {
  const cache = writableCache()
  const home = join(cache, 'chromium')
  if (existsSync(join(home, 'fonts.conf'))) return home
  const fresh = mkdtempSync(join(cache, 'unpacking-'))
  await unpackInto(fresh)
  chmodSync(fresh, 0o755)
  chmodSync(join(fresh, 'chromium'), 0o755)
  writeFileSync(join(fresh, 'fonts.conf'), fontsIn(home))
  try {
    renameSync(fresh, home)
  } catch (error) {
    rmSync(fresh, { recursive: true })
    if (!existsSync(join(home, 'fonts.conf'))) throw error
  }
  return home
}

/** A checkout of somebody else can't be written to: then a folder of this user's own holds the browser. */
function writableCache(): string {
  const modules = join(root, 'node_modules')
  try {
    accessSync(modules, constants.W_OK)
    return made(join(modules, '.cache', 'dela'))
  } catch {
    return made(join(tmpdir(), `dela-browser-${process.getuid?.() ?? 'user'}`))
  }
}

function made(dir: string): string {
  mkdirSync(dir, { recursive: true })
  return dir
}

// The package unpacks into the temporary folder, and its libraries only where it takes itself to be on AWS.
async function unpackInto(dir: string) {
  const script = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath()"
  const env = { ...process.env, TMPDIR: dir, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: root, env })
}

function fontsIn(home: string): string {
  const families = ['sans-serif', 'system-ui', 'serif', 'monospace']
  const aliases = families.map(
    (family) => `<alias><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`,
  )
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${home}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${home}/fonts-cache</cachedir>
  ${aliases.join('\n  ')}
</fontconfig>
`
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
