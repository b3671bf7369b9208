import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { migratePostgres } from './migrate.ts'
import { readdirSync } from 'node:fs'
import { dropPostgres, freshPostgres } from '../testing/postgres.ts'

const ALL = readdirSync(join(import.meta.dirname, '../../migrations')).length
const MODULE = join(import.meta.dirname, 'open-database.ts')

async function emptyPlace() {
  if (process.env.ENGINE === 'postgres') {
    const url = await freshPostgres(migratePostgres)
    onTestFinished(() => dropPostgres(url))
    const client = async <R>(ask: (client: pg.Client) => Promise<R>) => {
      const open = new pg.Client(url)
      await open.connect()
      return ask(open).finally(() => open.end())
    }
    await client((open) => open.query('drop schema public cascade; create schema public'))
    const countApplied = () =>
      client(async (open) => {
        const known = await open.query(`select 1 from information_schema.tables where table_name = 'kysely_migration'`)
        return known.rowCount === 0 ? 0 : (await open.query('select 1 from kysely_migration')).rowCount
      })
    return { place: { engine: 'postgres', url }, countApplied }
  }
  const folder = mkdtempSync(join(tmpdir(), 'dela-migrate-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'dela.db')
  const countApplied = () => {
    const database = new BetterSqlite3(file)
    const known = database.prepare(`select 1 from sqlite_master where name = 'kysely_migration'`).get()
    const applied = known ? database.prepare('select count(*) from kysely_migration').pluck().get() : 0
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    database.close()
    return Promise.resolve(applied)
  }
  return { place: { engine: 'sqlite', file }, countApplied }
}

function startMigration(place: object) {
  const script = `import { migrate } from '${MODULE}'; await migrate(${JSON.stringify(place)})`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return { child, ended: new Promise<number | null>((resolve) => child.on('exit', resolve)) }
}

test('five starts at once migrate once, and all of them succeed', async () => {
  const { place, countApplied } = await emptyPlace()

  const codes = await Promise.all(Array.from({ length: 5 }, () => startMigration(place).ended))

  expect(codes).toEqual([0, 0, 0, 0, 0])
  expect(await countApplied()).toBe(ALL)
}, 60_000)

test('a migration killed anywhere leaves nothing half done, and the next start completes it', async () => {
  const { place, countApplied } = await emptyPlace()
  const took = 400

  for (let kill = 0; kill < 8; kill++) {
    const { child, ended } = startMigration(place)
    await sleep(60 + (took / 8) * kill)
    child.kill('SIGKILL')
    await ended
    expect([0, ALL]).toContain(await countApplied())
  }

  expect(await startMigration(place).ended).toBe(0)
  expect(await countApplied()).toBe(ALL)
}, 60_000)
