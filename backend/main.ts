import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
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
import { botWebhook, startBot } from '../bot/core/start-bot.ts'
import { makeApp } from './http/app.ts'
import { apiDocuments } from './http/documents.ts'
import { healthPage } from './http/health.ts'
import { makeLimits } from './http/limits.ts'
import { miniAppPages } from './http/mini-app.ts'
import { startJobs } from './jobs/schedule.ts'
import { openRealtime, type Realtime } from './realtime/socket.ts'

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

/** Starts the parts that the configuration names, and answers when they serve. */
export async function startDela(config: Config, extras: Extras = {}): Promise<Dela> {
  const log = makeLog(config.log_level)
  const secrets = makeSecrets(config.secret_key ?? keepMasterKey(config.data_dir))
  await migrate(config.database)
  const database = openDatabase(config.database, audiences, (error) =>
    log.warn({ err: error }, 'a database connection was lost'),
  )
  const port = config.port || (await findFreePort(config.host))
  const settings = readSettings(config, port)
  const server = createServer()
  const line: { realtime?: Realtime } = {}
  const house: House = {
    database,
    now: wallClock,
    announce: (announcements) => line.realtime?.announce(announcements),
    cut: (session_ids) => line.realtime?.cut(session_ids),
  }
  await extras.prepare?.(house)
  const allowed_hosts = config.allowed_hosts ?? [
    new URL(settings.web_base_url).hostname,
    'localhost',
    '127.0.0.1',
    '[::1]',
  ]
  const doors = { house, secrets, settings, log, routes, allowed_hosts }
  const line_url = config.database.engine === 'postgres' ? config.database.url : undefined
  const limits = makeLimits(config, house)
  const realtime = openRealtime(server, { ...doors, line_url, limits, trust_proxy: config.trust_proxy })
  line.realtime = realtime
  const { telegram } = config
  const runs = (part: Config['run'][number]) => config.run.includes(part)
  const opens_apps = settings.web_base_url.startsWith('https:') || telegram?.api_root !== TELEGRAM
  const jobs = runs('jobs')
    ? await startJobs({ config, web_base_url: settings.web_base_url, opens_apps, house, realtime, log })
    : undefined
  const bot = runs('bot') && telegram ? await startBot({ telegram, house, secrets, settings, log }) : undefined
  const webhook = bot?.webhook ?? (telegram && botWebhook({ telegram, house, secrets, settings, log }))
  const health = healthPage(database, { jobs: () => jobs?.health() ?? 'off', bot: () => bot?.health() ?? 'off' })
  const pages = [apiDocuments(routes, settings.web_base_url), miniAppPages(config.frame_origins[0] ?? '')]
  const app = makeApp({
    ...doors,
    routes: runs('web') ? routes : [],
    frame_origins: config.frame_origins,
    trust_proxy: config.trust_proxy,
    pages: [health, ...(webhook ? [webhook] : []), ...(runs('web') ? pages : [])],
    limit: limits.request,
  })
  const answer = app.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/socket.io/') && !extras.handle?.(request, response)) void answer(request, response)
  })
  const { print = (text: string) => void process.stdout.write(text) } = extras
  const first_link = await firstAdminLink(house, settings.web_base_url)
  if (first_link)
    print(`Nobody runs this server yet. Who opens this link first does (10 minutes, once):\n${first_link}\n`)
  server.listen(port, config.host)
  await once(server, 'listening')
  return {
    url: `http://localhost:${port}`,
    house,
    close: async () => {
      await bot?.stop()
      await jobs?.stop()
      await realtime.close()
      server.closeAllConnections()
      await database.close()
    },
  }
}

function readSettings(config: Config, port: number): SignInSettings {
  const { registration, access_token_minutes, refresh_token_days, rate_limit_user } = config
  return {
    web_base_url: config.web_base_url ?? `http://localhost:${port}`,
    registration,
    access_token_minutes,
    refresh_token_days,
    bot_token: config.telegram?.token ?? null,
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
      void dela.close().then(() => process.exit(0))
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
