import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'

const REPO = join(import.meta.dirname, '..')
const blankIsUnset = (value: unknown) => (value === '' ? undefined : value)
const number = (least: number, most: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(least).max(most))
const origin = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))
const rate = z
  .string()
  .regex(/^[1-9]\d*\/(second|minute|hour|day)$/)
  .transform((text) => {
    const [points = '1', unit = 'second'] = text.split('/')
    return { points: Number(points), seconds: { second: 1, minute: 60, hour: 3600, day: 86_400 }[unit] ?? 1 }
  })
const PARTS = ['web', 'bot', 'jobs'] as const

/** Each variable: what it must be, its default, and the words for a wrong one. */
const VARIABLES = {
  PORT: [number(0, 65_535).default(8005), 'a port such as 8005'],
  HOST: [z.string().default('127.0.0.1'), 'an address to listen on such as 127.0.0.1'],
  WEB_BASE_URL: [origin.optional(), 'an http(s) address such as https://dela.example.org'],
  ALLOWED_HOSTS: [list(z.string().regex(/^[A-Za-z0-9.:[\]-]+$/)).optional(), 'host names separated by commas'],
  RUN: [list(z.enum(PARTS)).default([...PARTS]), 'a list of web, bot, jobs'],
  DATABASE_URL: [
    z
      .string()
      .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/)
      .default('file:data/dela.db'),
    'file:<path> or postgres://...',
  ],
  SECRET_KEY: [z.string().min(32).optional(), 'at least 32 characters, the same for every instance'],
  TELEGRAM_BOT_TOKEN: [
    z
      .string()
      .regex(/^\d+:[\w-]{20,}$/)
      .optional(),
    'a bot token from @BotFather such as 123456:ABC...',
  ],
  TELEGRAM_API_ROOT: [origin.default('https://api.telegram.org'), 'the address of a Bot API server'],
  TELEGRAM_WEBHOOK_SECRET: [
    z
      .string()
      .regex(/^[\w-]{16,256}$/)
      .optional(),
    '16 to 256 characters of A-Z, a-z, 0-9, _ and -',
  ],
  TELEGRAM_FRAME_ORIGINS: [
    list(origin).default(['https://web.telegram.org', 'https://webk.telegram.org', 'https://webz.telegram.org']),
    'origins separated by commas',
  ],
  SMTP_URL: [
    z.url({ protocol: /^smtps?$/ }).optional(),
    'the address of a mail server such as smtp://user:password@host:587',
  ],
  EMAIL_FROM: [
    z
      .string()
      .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/)
      .optional(),
    'a sender such as Dela <dela@example.org>',
  ],
  REGISTRATION: [z.enum(['invite', 'open']).default('invite'), 'invite or open'],
  ACCESS_TOKEN_MINUTES: [number(1, 1440).default(10), 'minutes, 1 to 1440'],
  REFRESH_TOKEN_DAYS: [number(1, 365).default(14), 'days, 1 to 365'],
  RATE_LIMIT_ANON: [rate.optional(), 'a rate such as 100/hour'],
  RATE_LIMIT_USER: [rate.optional(), 'a rate such as 100/hour'],
  TRUST_PROXY: [number(0, 10).default(0), 'the number of proxies in front, 0 to 10'],
  LOG_LEVEL: [
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    'fatal, error, warn, info, debug, trace or silent',
  ],
  LOG_RETENTION_DAYS: [number(1, 3650).default(180), 'days, 1 to 3650'],
} as const

type Rate = z.output<typeof rate>
type Part = (typeof PARTS)[number]

export interface Config {
  port: number
  host: string
  /** Where people reach us, no slash at the end; undefined until the port is known, when it is nobody's choice. */
  web_base_url: string | undefined
  allowed_hosts: string[] | undefined
  run: readonly Part[]
  database: { engine: 'sqlite'; file: string } | { engine: 'postgres'; url: string }
  /** Where secrets and the SQLite file are kept. */
  data_dir: string
  secret_key: string | undefined
  telegram: { token: string; api_root: string; webhook_secret: string | undefined } | undefined
  mail: { smtp_url: string; from: string } | undefined
  frame_origins: string[]
  registration: 'invite' | 'open'
  access_token_minutes: number
  refresh_token_days: number
  rate_limit_anon: Rate | undefined
  rate_limit_user: Rate | undefined
  trust_proxy: number
  log_level: string
  log_retention_days: number
}

/** A setting that can't be used: `message` names the variable and what it should be. */
export class ConfigError extends Error {}

/** The environment as one frozen object; throws ConfigError at the first wrong variable. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const read = <K extends keyof typeof VARIABLES>(name: K) => {
    const [schema, wanted] = VARIABLES[name]
    const parsed = schema.safeParse(blankIsUnset(env[name]))
    if (!parsed.success) throw new ConfigError(`${name} should be ${wanted}`)
    return parsed.data as z.output<(typeof VARIABLES)[K][0]>
  }
  const url = read('DATABASE_URL')
  const file = join(REPO, url.replace(/^file:/, ''))
  const absolute = url.startsWith('file:/') ? url.replace(/^file:(\/\/)?/, '') : file
  const database = url.startsWith('file:')
    ? ({ engine: 'sqlite', file: absolute } as const)
    : ({ engine: 'postgres', url } as const)
  const secret_key = read('SECRET_KEY')
  if (database.engine === 'postgres' && !secret_key)
    throw new ConfigError('SECRET_KEY should be set with Postgres: at least 32 characters, the same for every instance')
  const token = read('TELEGRAM_BOT_TOKEN')
  return Object.freeze({
    port: read('PORT'),
    host: read('HOST'),
    web_base_url: read('WEB_BASE_URL'),
    allowed_hosts: read('ALLOWED_HOSTS'),
    run: read('RUN'),
    database,
    data_dir: database.engine === 'sqlite' ? join(database.file, '..') : join(REPO, 'data'),
    secret_key,
    telegram: token
      ? { token, api_root: read('TELEGRAM_API_ROOT'), webhook_secret: read('TELEGRAM_WEBHOOK_SECRET') }
      : undefined,
    mail: readMail(read('SMTP_URL'), read('EMAIL_FROM')),
    frame_origins: read('TELEGRAM_FRAME_ORIGINS'),
    registration: read('REGISTRATION'),
    access_token_minutes: read('ACCESS_TOKEN_MINUTES'),
    refresh_token_days: read('REFRESH_TOKEN_DAYS'),
    rate_limit_anon: read('RATE_LIMIT_ANON'),
    rate_limit_user: read('RATE_LIMIT_USER'),
    trust_proxy: read('TRUST_PROXY'),
    log_level: read('LOG_LEVEL'),
    log_retention_days: read('LOG_RETENTION_DAYS'),
  })
}

function readMail(smtp_url: string | undefined, from: string | undefined): Config['mail'] {
  if (smtp_url === undefined) return undefined
  if (from === undefined)
    throw new ConfigError('EMAIL_FROM should be set with SMTP_URL, such as Dela <dela@example.org>')
  return { smtp_url, from }
}

/** This process's environment, with what `.env` adds to it. */
export function readEnvironment(): Record<string, string | undefined> {
  const file = join(REPO, '.env')
  const kept = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  return { ...kept, ...process.env }
}

function list<T extends z.ZodType<unknown, string>>(item: T) {
  return z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(item).min(1))
}
