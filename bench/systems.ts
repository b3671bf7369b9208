import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { signAccessToken } from '../backend/core/access-token.ts'
import { makeSecrets } from '../backend/core/crypto.ts'
import type { DatabasePlace } from '../backend/core/open-database.ts'
import type { Town } from './ours-data.ts'

const REPO = join(import.meta.dirname, '..')
const CACHE = join(REPO, 'backend/core/compile-cache.ts')
const SECRET_KEY = 'a master key for measuring, of no use elsewhere'
const MINUTES = 1440
const START_WITHIN_MS = 20_000

/** A system under test: how it is started, and what its requests name. */
export interface System {
  start: () => Promise<Running>
  /** What stands before the paths of requests. */
  prefix: string
  /** Access tokens of different people; the limit asks for none. */
  tokens: string[]
  town: Omit<Town, 'sessions'>
}

export interface Running {
  port: number
  pid: number
  /** When the process was asked for. */
  spawned: number
  stop: () => Promise<void>
}

export function limitSystem(file: string, town: System['town'], { sockets }: { sockets: boolean }): System {
  const script = join(import.meta.dirname, 'limit.ts')
  const start = async () => {
    const port = await findFreePort()
    return run([script, file, String(port), ...(sockets ? ['sockets'] : [])], port, {})
  }
  return { start, prefix: '', tokens: [''], town }
}

/** Ours as `npm start` runs it, with nothing but the limits of speed lifted. */
export async function ourSystem(place: DatabasePlace, town: Town): Promise<System> {
  const secrets = makeSecrets(SECRET_KEY)
  const signing = { now: new Date().toISOString(), minutes: MINUTES }
  const tokens = await Promise.all(town.sessions.map((session) => signAccessToken(secrets, session, signing)))
  const settings = {
    HOST: '127.0.0.1',
    DATABASE_URL: place.engine === 'sqlite' ? `file:${place.file}` : place.url,
    SECRET_KEY,
    ACCESS_TOKEN_MINUTES: String(MINUTES),
    RATE_LIMIT_USER: '1000000/second',
    RATE_LIMIT_ANON: '1000000/second',
    TELEGRAM_BOT_TOKEN: '',
    WEB_BASE_URL: '',
    ALLOWED_HOSTS: '',
  }
  const start = async () => {
    const port = await findFreePort()
    return run(['--import', CACHE, join(REPO, 'backend/main.ts')], port, { ...settings, PORT: String(port) })
  }
  return { start, prefix: '/api/v1', tokens, town }
}

/** Until it answers `/health` with 200. */
export async function untilHealthy({ port }: Running): Promise<void> {
  const deadline = performance.now() + START_WITHIN_MS
  while (!(await answers(port, '/health', ''))) {
    if (performance.now() > deadline) throw new Error(`nothing healthy on port ${port}`)
    await sleep(5)
  }
}

export async function answers(port: number, path: string, token: string): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${token}` } })
    await response.arrayBuffer()
    return response.status === 200
  } catch {
    return false
  }
}

function run(args: string[], port: number, env: Record<string, string>): Running {
  const spawned = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: REPO,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let stopping = false
  child.once('exit', (code) => {
    if (!stopping) process.stderr.write(`${args[0] ?? ''} ended with ${code}\n`)
  })
  return {
    port,
    pid: child.pid ?? 0,
    spawned,
    stop: async () => {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
