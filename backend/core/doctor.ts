import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { sql } from 'kysely'
import { findBrokenChains } from './chain.ts'
import type { Database } from './database.ts'
import { checkDurability, openSqlite } from './sqlite-open.ts'

export interface Patient {
  database: Database
  /** The SQLite file; undefined on Postgres. */
  file: string | undefined
  data_dir: string
  web_base_url: string
  telegram: { token: string; api_root: string } | undefined
}

const LEAST_NODE = 24
const LEAST_POSTGRES = 140_000
const LEAST_FREE_BYTES = 500 * 1024 * 1024
const MOST_SKEW_MS = 5000
const MOST_PENDING = 100
const HOUR_S = 3600
const PUBLIC_FOLDER = join(import.meta.dirname, '../../miniapp')

/** What is wrong with this installation, a line each; nothing if it is healthy. */
export async function examine(patient: Patient): Promise<string[]> {
  const { database, file, data_dir, web_base_url } = patient
  const findings = [...checkNode(), ...checkFolder(data_dir), ...(await checkDisk(data_dir)), ...checkSecret(data_dir)]
  findings.push(...(file === undefined ? await checkPostgres(database) : checkSqlite(file)))
  findings.push(...(await findBrokenChains(database.read)))
  if (patient.telegram) findings.push(...checkAddress(web_base_url), ...(await checkTelegram(patient.telegram)))
  return findings
}

function checkNode(): string[] {
  const major = Number(process.versions.node.split('.')[0])
  return major >= LEAST_NODE ? [] : [`Node ${process.versions.node} runs; ${LEAST_NODE} or newer is needed`]
}

function checkFolder(folder: string): string[] {
  const findings = relative(PUBLIC_FOLDER, folder).startsWith('..')
    ? []
    : [`${folder} lies where the web is served from`]
  if (!existsSync(folder)) return findings
  try {
    accessSync(folder, constants.W_OK)
    return findings
  } catch {
    return [...findings, `${folder} can't be written to`]
  }
}

async function checkDisk(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return []
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  return free >= LEAST_FREE_BYTES ? [] : [`only ${Math.floor(free / 1024 / 1024)} MB of disk are free at ${folder}`]
}

function checkSecret(folder: string): string[] {
  const file = join(folder, 'secret.key')
  if (!existsSync(file)) return []
  const { mode } = statSync(file)
  return (mode & 0o077) === 0 ? [] : [`${file} can be read by others: chmod 600 it`]
}

/** The settings of a connection after a write, when they are what they will stay, and the file itself. */
function checkSqlite(file: string): string[] {
  let connection
  try {
    connection = openSqlite(file, { readonly: false, wait: 10_000 })
    connection.exec(
      `begin immediate;
      insert into leases (name, owner, until) values ('doctor', 'doctor', '') on conflict do nothing;
      delete from leases where name = 'doctor';
      commit`,
    )
    checkDurability(connection)
    const damage = connection.pragma('quick_check', { simple: true })
    const strays = connection.pragma('foreign_key_check') as unknown[]
    return [
      ...(damage === 'ok' ? [] : [`the database is damaged: ${String(damage)}`]),
      ...(strays.length === 0 ? [] : [`${strays.length} rows name others that do not exist`]),
    ]
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  } finally {
    connection?.close()
  }
}

async function checkPostgres({ read }: Database): Promise<string[]> {
  const settings = sql<{ version: string; fsync: string; commits: string; now: string }>`(select
    current_setting('server_version_num') as version, current_setting('fsync') as fsync,
    current_setting('synchronous_commit') as commits, clock_timestamp() as now)`
  const { version, fsync, commits, now } = await read
    .selectFrom(settings.as('settings'))
    .selectAll('settings')
    .executeTakeFirstOrThrow()
  const skew = Math.abs(Date.parse(now) - Date.now())
  return [
    ...(Number(version) >= LEAST_POSTGRES ? [] : [`PostgreSQL ${version} runs; 14 or newer is needed`]),
    ...(fsync === 'on' ? [] : ['fsync is off: a power cut loses what was said to be kept']),
    ...(commits === 'off' ? ['synchronous_commit is off: a crash loses what was said to be kept'] : []),
    ...(skew <= MOST_SKEW_MS ? [] : [`the clocks of server and database differ by ${Math.round(skew / 1000)} s`]),
  ]
}

function checkAddress(address: string): string[] {
  const { protocol, hostname } = new URL(address)
  const here = hostname === 'localhost' || hostname === '127.0.0.1'
  return protocol === 'https:' || here ? [] : [`WEB_BASE_URL ${address} is not https: Telegram opens no Mini App there`]
}

interface WebhookInfo {
  ok: boolean
  result?: { pending_update_count: number; last_error_date?: number; last_error_message?: string }
}

async function checkTelegram({ token, api_root }: { token: string; api_root: string }): Promise<string[]> {
  let info: WebhookInfo
  try {
    const answer = await fetch(`${api_root}/bot${token}/getWebhookInfo`, { signal: AbortSignal.timeout(10_000) })
    info = (await answer.json()) as WebhookInfo
  } catch {
    return [`Telegram does not answer at ${api_root}`]
  }
  if (!info.ok || !info.result) return ['Telegram refuses TELEGRAM_BOT_TOKEN']
  const { pending_update_count: pending, last_error_date: at = 0, last_error_message: words = '' } = info.result
  const recent = Date.now() / 1000 - at < HOUR_S
  return [
    ...(pending > MOST_PENDING ? [`${pending} updates wait at Telegram`] : []),
    ...(recent ? [`Telegram could not deliver: ${words}`] : []),
  ]
}
