import { expect, test } from 'vitest'
import { readLaunch } from './launch.ts'
import { memoryStorage } from './storage-shim.ts'

const signed = new URLSearchParams({
  user: JSON.stringify({ id: 42, language_code: 'ru' }),
  start_param: 'task_7',
  hash: 'x',
}).toString()
const hash = new URLSearchParams({ tgWebAppData: signed, tgWebAppPlatform: 'weba', tgWebAppVersion: '9.1' })
const inTelegram = new URL(`https://app.test/?tgWebAppStartParam=task_7#${hash}`) as unknown as Location
const reloaded = new URL('https://app.test/tasks/7') as unknown as Location

test('a launch from Telegram tells who opens it and where they want to go, and hands the signed words on untouched', () => {
  expect(readLaunch(inTelegram, memoryStorage())).toEqual({
    init_data: signed,
    telegram_id: 42,
    language: 'ru',
    path: '/tasks/7',
  })
})

test('a reload keeps who opened it, but goes nowhere by itself', () => {
  const storage = memoryStorage()
  readLaunch(inTelegram, storage)

  expect(readLaunch(reloaded, storage)).toMatchObject({ init_data: signed, path: undefined })
})

test('a plain browser is no Telegram', () => {
  expect(readLaunch(reloaded, memoryStorage()).init_data).toBeUndefined()
})
