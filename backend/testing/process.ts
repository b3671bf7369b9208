import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const MAIN = join(import.meta.dirname, '../main.ts')
const CACHE = join(import.meta.dirname, '../core/compile-cache.ts')

export interface RunningDela {
  url: string
  child: ChildProcess
  /** What it printed on stdout. */
  output: () => string
  kill: (signal?: NodeJS.Signals) => Promise<void>
}

/** The product as people start it: a process of its own, answering `/health` when this resolves. */
export async function startProcess(env: Record<string, string>, wait_ms = 20_000): Promise<RunningDela> {
  const port = env.PORT ?? String(await freePort())
  const child = spawn(process.execPath, ['--import', CACHE, MAIN], {
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'error', ...env, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  child.stdout.on('data', (text: Buffer) => (output += text.toString()))
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
  const url = `http://127.0.0.1:${port}`
  const deadline = Date.now() + wait_ms
  while (!(await isHealthy(url))) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`the product did not start: ${output}${errors}`)
    await sleep(20)
  }
  return {
    url,
    child,
    output: () => output,
    kill: async (signal = 'SIGKILL') => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill(signal)
      await once(child, 'exit')
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`)
    return response.status === 200
  } catch {
    return false
  }
}
