import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BotDoors } from '../bot/core/start-bot.ts'
import { ConfigError, readConfig, readEnvironment, type Config } from './config.ts'
import { wallClock, type House } from './core/context.ts'
import { makeSecrets } from './core/crypto.ts'
import { makeLog } from './core/log.ts'
import { keepMasterKey } from './core/master-key.ts'
import { migrate, openDatabase } from './core/open-database.ts'
import type { SignInSettings } from './core/routes.ts'
import { audiences } from './features/journal/audiences.ts'
import { routes } from './features/routes.ts'
import { firstAdminLink } from './features/sessions/first-admin-link.ts'
import { makeApp, type WebParts } from './http/app.ts'
import { apiDocuments } from './http/documents.ts'
import { healthPage } from './http/health.ts'
import { makeLimits } from './http/limits.ts'
import { miniAppPages } from './http/mini-app.ts'
import type { JobParts, Jobs } from './jobs/schedule.ts'
import { openRealtime } from './realtime/socket.ts'

/** How long what is under way may take to end. */
const CLOSE_MS = 8000
const TELEGRAM = 'https://api.telegram.org'

interface Extras {
  /** Gets every request first, and says whether it took it. */
  handle?: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Fills a new house before anybody is served. */
  prepare?: (house: House) => Promise<void>
  /** Takes what is to be read by whoever starts us; stdout if not given. */
  print?: (text: string) => void
}

export interface Dela {
  url: string
  house: House
  close: () => Promise<void>
}

/** Starts the parts that the configuration names, and answers when they serve; the bot's and the jobs' code is loaded only where they run. */
export async function startDela(config: Config, extras: Extras = {}): Promise<Dela> {
  const log = makeLog(config.log_level)
  const secrets = makeSecrets(config.secret_key ?? keepMasterKey(config.data_dir))
  await migrate(config.database)
  const house = openHouse(config, (error) => log.warn({ err: error }, 'a database connection was lost'))
  const port = config.port || (await findFreePort(config.host))
  const settings = readSettings(config, port)
  await extras.prepare?.(house)
  const server = createServer()
  const limits = makeLimits(config, house)
  const allowed_hosts = config.allowed_hosts ?? [
    new URL(settings.web_base_url).hostname,
    'localhost',
    '127.0.0.1',
    '[::1]',
  ]
  const doors = { house, secrets, settings, log, routes, allowed_hosts, trust_proxy: config.trust_proxy }
  const line_url = config.database.engine === 'postgres' ? config.database.url : undefined
  const realtime = openRealtime(server, { ...doors, line_url, limits })
  Object.assign(house, { announce: realtime.announce, cut: realtime.cut })
  const bot = await startBotPart(config, { ...doors, knock: limits.bot })
  const jobs: { running?: Jobs } = {}
  const health = healthPage(house.database, {
    jobs: () => (config.run.includes('jobs') ? (jobs.running?.health() ?? 'ok') : 'off'),
    bot: () => sayTelegram(bot?.health() ?? 'off', jobs.running?.telegram() ?? 'off'),
  })
  serve(server, config, { ...doors, limit: limits.request, pages: [health, ...(bot ? [bot.webhook] : [])] }, extras)
  const { print = (text: string) => void process.stdout.write(text) } = extras
  const first_link = await firstAdminLink(house, settings.web_base_url)
  if (first_link)
    print(`Nobody runs this server yet. Who opens this link first does (10 minutes, once):\n${first_link}\n`)
  server.listen(port, config.host)
  await once(server, 'listening')
  const running = await startJobsPart(config, { house, realtime, log, web_base_url: settings.web_base_url })
  if (running) jobs.running = running
  return {
    url: `http://localhost:${port}`,
    house,
    close: async () => {
      await Promise.race([
        Promise.all([realtime.close(), bot?.stop(), running?.stop()]),
        sleep(CLOSE_MS, undefined, { ref: false }),
      ])
      server.closeAllConnections()
      await house.database.close()
    },
  }
}

/** The database, and nobody to tell until the sockets are there. */
function openHouse(config: Config, onLost: (error: Error) => void): House {
  return {
    database: openDatabase(config.database, audiences, onLost),
    now: wallClock,
    announce: () => {},
    cut: () => {},
  }
}

function serve(server: Server, config: Config, parts: Omit<WebParts, 'frame_origins'>, { handle }: Extras) {
  const { frame_origins, run } = config
  const web = run.includes('web')
  const pages = web ? [apiDocuments(routes, parts.settings.web_base_url), miniAppPages(frame_origins[0] ?? '')] : []
  const app = makeApp({ ...parts, frame_origins, routes: web ? routes : [], pages: [...parts.pages, ...pages] })
  const answer = app.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/socket.io/') && !handle?.(request, response)) void answer(request, response)
  })
}

/** How the bot is, and how deliveries find Telegram where that is worse. */
function sayTelegram(bot: string, deliveries: string): string {
  return deliveries === 'ok' || deliveries === 'off' ? bot : deliveries
}

/** The bot where it runs; elsewhere only Telegram's door, which fills the inbox that they share. */
async function startBotPart(
  { telegram, run }: Config,
  doors: Pick<BotDoors, 'house' | 'secrets' | 'settings' | 'log' | 'knock'>,
) {
  if (!telegram) return undefined
  const { botWebhook, learnUsername, startBot } = await import('../bot/core/start-bot.ts')
  if (run.includes('bot')) return startBot({ telegram, ...doors })
  void learnUsername({ telegram, ...doors })
  return { webhook: botWebhook({ telegram, ...doors }), health: () => 'off', stop: () => Promise.resolve() }
}

async function startJobsPart(
  config: Config,
  parts: Pick<JobParts, 'house' | 'realtime' | 'log' | 'web_base_url'>,
): Promise<Jobs | undefined> {
  if (!config.run.includes('jobs')) return undefined
  const { startJobs } = await import('./jobs/schedule.ts')
  const opens_apps = parts.web_base_url.startsWith('https:') || config.telegram?.api_root !== TELEGRAM
  return startJobs({ config, opens_apps, ...parts })
}

function readSettings(config: Config, port: number): SignInSettings {
  const { registration, access_token_minutes, refresh_token_days, rate_limit_anon, rate_limit_user } = config
  return {
    web_base_url: config.web_base_url ?? `http://localhost:${port}`,
    registration,
    access_token_minutes,
    refresh_token_days,
    bot_token: config.telegram?.token ?? null,
    sends_mail: config.mail !== undefined,
    rate_limit_anon,
    rate_limit_user,
  }
}

async function findFreePort(host: string): Promise<number> {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function main() {
  const dela = await startDela(readConfig(readEnvironment()))
  process.stdout.write(`Dela serves on ${dela.url}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void dela.close().finally(() => process.exit(0))
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
