import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { ConfigError, readConfig, readEnvironment, type Config } from './config.ts'
import { wallClock, type House } from './core/context.ts'
import { makeSecrets } from './core/crypto.ts'
import { makeLog } from './core/log.ts'
import { keepMasterKey } from './core/master-key.ts'
import { migrate, openDatabase } from './core/open-database.ts'
import { audiences } from './features/journal/audiences.ts'
import { routes } from './features/routes.ts'
import { makeApp } from './http/app.ts'
import { healthPage } from './http/health.ts'
import { openRealtime, type Realtime } from './realtime/socket.ts'

interface Extras {
  /** Gets every request first, and says whether it took it. */
  handle?: (request: IncomingMessage, response: ServerResponse) => boolean
}

export interface Dela {
  url: string
  house: House
  close: () => Promise<void>
}

/** Starts the parts that the configuration names, and answers when they serve. */
export async function startDela(config: Config, extras: Extras = {}): Promise<Dela> {
  const log = makeLog(config.log_level)
  const warn = (error: Error) => log.warn({ err: error }, 'a database connection was lost')
  const secrets = makeSecrets(config.secret_key ?? keepMasterKey(config.data_dir))
  await migrate(config.database)
  const database = openDatabase(config.database, audiences, warn)
  const server = createServer()
  server.listen(config.port, config.host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const web_base_url = config.web_base_url ?? `http://localhost:${port}`
  const allowed_hosts = config.allowed_hosts ?? [new URL(web_base_url).hostname, 'localhost', '127.0.0.1']
  const line: { realtime?: Realtime } = {}
  const house: House = {
    database,
    now: wallClock,
    announce: (announcements) => line.realtime?.announce(announcements),
    cut: (session_ids) => line.realtime?.cut(session_ids),
  }
  const settings = {
    web_base_url,
    registration: config.registration,
    access_token_minutes: config.access_token_minutes,
    refresh_token_days: config.refresh_token_days,
    bot_token: config.telegram?.token ?? null,
  }
  const doors = { house, secrets, settings, log, routes, allowed_hosts }
  line.realtime = openRealtime(server, {
    ...doors,
    line_url: config.database.engine === 'postgres' ? config.database.url : undefined,
  })
  const pages = [healthPage(database, { jobs: () => 'off', bot: () => 'off' })]
  const app = makeApp({
    ...doors,
    frame_origins: config.frame_origins,
    trust_proxy: config.trust_proxy,
    pages,
    limit: () => Promise.resolve(),
  })
  const answer = app.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/socket.io/') && !extras.handle?.(request, response)) void answer(request, response)
  })
  return {
    url: `http://localhost:${port}`,
    house,
    close: async () => {
      await line.realtime?.close()
      server.closeAllConnections()
      await database.close()
    },
  }
}

async function main() {
  const config = readConfig(readEnvironment())
  const dela = await startDela(config)
  process.stdout.write(`Dela serves on ${dela.url}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void dela.close().then(() => process.exit(0))
    })
  }
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    process.stderr.write(
      error instanceof ConfigError ? `${error.message}\n` : `${String(error instanceof Error ? error.stack : error)}\n`,
    )
    process.exit(1)
  })
}
