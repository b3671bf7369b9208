import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, readConfig, readEnvironment } from '../backend/config.ts'
import { startDela, type Dela } from '../backend/main.ts'
import { mountSandbox } from './mount.ts'
import { SAMPLE_PEOPLE } from './sample-data.ts'
import { makeSample } from './sample.ts'
import { startTelegram } from './telegram/server.ts'
import type { SandboxTelegram } from './telegram/types.ts'

const BOT = { token: '700100200:demo-bot-of-the-sandbox-Telegram', username: 'dela_demo_bot', name: 'Dela' }
const FOLDER = join(import.meta.dirname, '../data/demo')

interface DemoOptions {
  port: number
  host?: string | undefined
  log_level?: string | undefined
  /** Emptied first. */
  folder?: string
  /** More settings, or other ones. */
  env?: Record<string, string>
  print?: (text: string) => void
}

export interface Demo {
  url: string
  dela: Dela
  telegram: SandboxTelegram
  bot: typeof BOT
  close: () => Promise<void>
}

/** The whole product on sample teams and a Telegram of its own, everything made anew: no account and no internet needed. */
export async function startDemo({
  port,
  host,
  log_level = 'warn',
  folder = FOLDER,
  env = {},
  print,
}: DemoOptions): Promise<Demo> {
  rmSync(folder, { recursive: true, force: true })
  const telegram = await startTelegram()
  const url = `http://localhost:${port}`
  telegram.addBot({ ...BOT, main_app_url: url })
  for (const { user } of SAMPLE_PEOPLE) telegram.addUser(user)
  const config = readConfig({
    PORT: String(port),
    HOST: host,
    LOG_LEVEL: log_level,
    WEB_BASE_URL: url,
    DATABASE_URL: `file:${join(folder, 'dela.db')}`,
    TELEGRAM_BOT_TOKEN: BOT.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_FRAME_ORIGINS: `${url},http://127.0.0.1:${port}`,
    REGISTRATION: 'open',
    ...env,
  })
  const dela = await startDela(config, { handle: mountSandbox(telegram), prepare: makeSample, ...(print && { print }) })
  for (const { user, account } of SAMPLE_PEOPLE)
    if (account) await telegram.person(user.id).start(undefined, BOT.username)
  const close = async () => {
    await dela.close()
    await telegram.close()
  }
  return { url, dela, telegram, bot: BOT, close }
}

async function main() {
  const { PORT = '8005', HOST, LOG_LEVEL } = readEnvironment()
  const { url, close } = await startDemo({ port: readConfig({ PORT }).port, host: HOST, log_level: LOG_LEVEL })
  process.stdout.write(`The demo is ready: ${url}/sandbox\nCtrl+C ends it; the next one starts afresh.\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void close().then(() => process.exit(0))
    })
  }
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    const words = error instanceof ConfigError ? error.message : String(error instanceof Error ? error.stack : error)
    process.stderr.write(`${words}\n`)
    process.exit(1)
  })
}
