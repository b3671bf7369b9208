import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig, readEnvironment, ConfigError } from '../backend/config.ts'
import { startDela } from '../backend/main.ts'
import { mountSandbox } from './mount.ts'
import { SAMPLE_PEOPLE } from './sample-data.ts'
import { makeSample } from './sample.ts'
import { startTelegram } from './telegram/server.ts'

const BOT = { token: '700100200:demo-bot-of-the-sandbox-Telegram', username: 'dela_demo_bot', name: 'Dela' }
const FILE = join(import.meta.dirname, '../data/demo/dela.db')

/** The whole product on sample teams and a Telegram of its own, everything made anew: no account and no internet needed. */
async function startDemo() {
  rmSync(join(FILE, '..'), { recursive: true, force: true })
  const telegram = await startTelegram()
  const { PORT = '8005', HOST, LOG_LEVEL = 'warn' } = readEnvironment()
  const web_base_url = `http://localhost:${PORT}`
  const config = readConfig({
    PORT,
    HOST,
    LOG_LEVEL,
    WEB_BASE_URL: web_base_url,
    DATABASE_URL: `file:${FILE}`,
    TELEGRAM_BOT_TOKEN: BOT.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_FRAME_ORIGINS: `${web_base_url},http://127.0.0.1:${PORT}`,
    REGISTRATION: 'open',
  })
  telegram.addBot({ ...BOT, main_app_url: web_base_url })
  for (const { user } of SAMPLE_PEOPLE) telegram.addUser(user)
  const dela = await startDela(config, { handle: mountSandbox(telegram), prepare: makeSample })
  for (const { user, account } of SAMPLE_PEOPLE)
    if (account) await telegram.person(user.id).start(undefined, BOT.username)
  process.stdout.write(
    `\nThe demo is ready: ${web_base_url}/sandbox\nBe Анна, Борис, Vera, Gleb or the newcomer Нина; Ctrl+C ends it, and the next demo starts afresh.\n`,
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void dela
        .close()
        .then(() => telegram.close())
        .then(() => process.exit(0))
    })
  }
}

startDemo().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  )
  process.exit(1)
})
