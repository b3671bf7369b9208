import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import startForTheRun, { dropPostgres, freshPostgres } from './postgres.ts'

let stop: () => Promise<void>

beforeAll(async () => {
  stop = await startForTheRun()
})

afterAll(() => stop())

async function makeThings(url: string) {
  await ask(url, 'create table things (name text)')
}

async function ask<Row extends pg.QueryResultRow>(url: string, question: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Row>(question)
  await client.end()
  return rows
}

test('a migration that failed is tried again by the next who asks', async () => {
  const broken = freshPostgres(() => Promise.reject(new Error('a wrong migration')))
  await expect(broken).rejects.toThrow('a wrong migration')

  await expect(freshPostgres(makeThings)).resolves.toContain('postgres://')
})

test('databases asked for at once share one migration, and none sees what another writes', async () => {
  const migratedAgain = () => Promise.reject(new Error('the template is there'))

  const [first, second] = await Promise.all([freshPostgres(migratedAgain), freshPostgres(migratedAgain)])
  await ask(first, "insert into things values ('mine')")

  expect(await ask(first, 'select * from things')).toEqual([{ name: 'mine' }])
  expect(await ask(second, 'select * from things')).toEqual([])
})

test('a database given back is gone', async () => {
  const url = await freshPostgres(makeThings)

  await dropPostgres(url)

  await expect(ask(url, 'select 1')).rejects.toThrow('does not exist')
})

test('letters of any alphabet are folded, and order is that of the code points', async () => {
  const url = await freshPostgres(makeThings)

  expect(await ask(url, "select lower('ПРИВЕТ') as low, 'Ё' < 'А' as before")).toEqual([
    { low: 'привет', before: true },
  ])
})

test('a server whose starter was killed stops by itself and leaves nothing on the disk', async () => {
  const script = `const { startPostgres } = await import('./postgres-server.ts'); console.log((await startPostgres()).url)`
  const starter = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: import.meta.dirname })
  const [printed] = (await once(starter.stdout, 'data')) as [Buffer]
  const url = printed.toString().trim()
  const [row] = await ask<{ cluster: string }>(url, "select current_setting('data_directory') as cluster")
  const cluster = row?.cluster ?? ''

  starter.kill('SIGKILL')

  await expect.poll(() => existsSync(dirname(cluster)), { timeout: 10_000 }).toBe(false)
  await expect(ask(url, 'select 1')).rejects.toThrow('ECONNREFUSED')
})
