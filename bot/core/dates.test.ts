import { describe, expect, test } from 'vitest'
import { readDate } from './dates.ts'

/** Monday, 12:00 in Moscow. */
const NOW = '2026-03-02T09:00:00.000Z'
const read = (text: string, locale: 'ru' | 'en', now = NOW, zone = 'Europe/Moscow') =>
  readDate(text, { now, zone, locale })

describe('what people write is read where they are', () => {
  test.each([
    ['завтра в 15:00', '2026-03-03T12:00:00.000Z'],
    ['завтра в 15.00', '2026-03-03T12:00:00.000Z'],
    ['завтра', '2026-03-03T15:00:00.000Z'],
    ['сегодня', '2026-03-02T15:00:00.000Z'],
    ['в пятницу', '2026-03-06T15:00:00.000Z'],
    ['через 2 часа', '2026-03-02T11:00:00.000Z'],
    ['через неделю', '2026-03-09T15:00:00.000Z'],
    ['5 марта', '2026-03-05T15:00:00.000Z'],
    ['5 марта в 10:30', '2026-03-05T07:30:00.000Z'],
    ['05.03', '2026-03-05T15:00:00.000Z'],
    ['05.03.2026', '2026-03-05T15:00:00.000Z'],
    ['в 15:00', '2026-03-02T12:00:00.000Z'],
  ])('%s', (text, at) => {
    expect(read(text, 'ru')).toEqual({ at })
  })

  test.each([
    ['tomorrow 9am', '2026-03-03T06:00:00.000Z'],
    ['next friday', '2026-03-13T15:00:00.000Z'],
    ['friday', '2026-03-06T15:00:00.000Z'],
    ['in 2 hours', '2026-03-02T11:00:00.000Z'],
    ['5 March', '2026-03-05T15:00:00.000Z'],
    ['завтра', '2026-03-03T15:00:00.000Z'],
  ])('%s', (text, at) => {
    expect(read(text, 'en')).toEqual({ at })
  })
})

test('a time or day that has passed is the next one', () => {
  expect(read('в 9:00', 'ru')).toEqual({ at: '2026-03-03T06:00:00.000Z' })
  expect(read('в понедельник', 'ru')).toEqual({ at: '2026-03-09T15:00:00.000Z' })
  expect(read('1 марта', 'ru')).toEqual({ at: '2027-03-01T15:00:00.000Z' })
  expect(read('monday 10:00', 'en')).toEqual({ at: '2026-03-09T07:00:00.000Z' })
})

test('a day without a time is its end of work, whatever the hour it is said at', () => {
  expect(read('завтра', 'ru', '2026-03-02T05:20:00.000Z')).toEqual({ at: '2026-03-03T15:00:00.000Z' })
  expect(read('сегодня', 'ru', '2026-03-02T05:20:00.000Z')).toEqual({ at: '2026-03-02T15:00:00.000Z' })
  expect(read('через неделю', 'ru', '2026-03-02T05:20:00.000Z')).toEqual({ at: '2026-03-09T15:00:00.000Z' })
  expect(read('tomorrow morning', 'en')).toEqual({ at: '2026-03-03T03:00:00.000Z' })
})

test('today said in the evening is the end of the day', () => {
  expect(read('сегодня', 'ru', '2026-03-02T17:00:00.000Z')).toEqual({ at: '2026-03-02T20:59:00.000Z' })
})

test('a date that can only be in the past is refused, and so is what is no date', () => {
  expect(read('вчера', 'ru')).toEqual({ refused: 'past' })
  expect(read('05.03.2025', 'ru')).toEqual({ refused: 'past' })
  expect(read('yesterday', 'en')).toEqual({ refused: 'past' })
  expect(read('бананы', 'ru')).toEqual({ refused: 'unreadable' })
  expect(read('31.02', 'ru')).toEqual({ refused: 'unreadable' })
  expect(read('', 'en')).toEqual({ refused: 'unreadable' })
})

test('the same words mean another moment in another zone, also across a change of the clocks', () => {
  expect(read('tomorrow 9am', 'en', NOW, 'America/New_York')).toEqual({ at: '2026-03-03T14:00:00.000Z' })
  expect(read('march 9 9am', 'en', '2026-03-07T12:00:00.000Z', 'America/New_York')).toEqual({
    at: '2026-03-09T13:00:00.000Z',
  })
})
