import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { startPostgres } from './postgres-server.ts'

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
