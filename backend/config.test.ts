import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('nothing set at all is a working configuration: SQLite in data/', () => {
  const config = readConfig({})

  expect(config).toMatchObject({ port: 8005, host: '127.0.0.1', registration: 'invite', run: ['web', 'bot', 'jobs'] })
  expect(config.database).toMatchObject({
    engine: 'sqlite',
    file: expect.stringMatching(/\/data\/dela\.db$/) as string,
  })
  expect(Object.isFrozen(config)).toBe(true)
})

test.each([
  [{ PORT: 'http' }, 'PORT should be a port'],
  [{ PORT: '70000' }, 'PORT should be a port'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL should be'],
  [{ DATABASE_URL: 'postgres://localhost/dela' }, 'SECRET_KEY should be set with Postgres'],
  [{ SECRET_KEY: 'short' }, 'SECRET_KEY should be at least 32'],
  [{ RUN: 'web,everything' }, 'RUN should be a list of web, bot, jobs'],
  [{ RATE_LIMIT_ANON: 'a lot' }, 'RATE_LIMIT_ANON should be a rate'],
  [{ REGISTRATION: 'maybe' }, 'REGISTRATION should be invite or open'],
  [{ TELEGRAM_BOT_TOKEN: 'x' }, 'TELEGRAM_BOT_TOKEN should be a bot token'],
  [{ SMTP_URL: 'mail.example' }, 'SMTP_URL should be the address of a mail server'],
  [{ SMTP_URL: 'smtp://mail.example', EMAIL_FROM: 'nobody' }, 'EMAIL_FROM should be a sender'],
  [{ SMTP_URL: 'smtp://mail.example' }, 'EMAIL_FROM should be set with SMTP_URL'],
])('%o stops the start with one line that names the variable', (env, message) => {
  expect(() => readConfig(env)).toThrow(message)
})

test('an empty variable is an unset one', () => {
  expect(readConfig({ PORT: '', TELEGRAM_BOT_TOKEN: '' })).toMatchObject({ port: 8005, telegram: undefined })
})
