import { expect, test } from 'vitest'
import { daysBetween, momentOf, nextMonday, sayMoment, wallOf } from './dates.ts'

test('a wall clock and the moment behind it are each other', () => {
  for (const zone of ['Europe/Moscow', 'America/New_York', 'Asia/Kathmandu', 'UTC', 'Pacific/Auckland']) {
    const wall = { day: '2026-07-14', time: '09:30' }

    expect(wallOf(momentOf(wall, zone), zone)).toEqual(wall)
  }
})

test('an hour that the clocks jump over becomes the one after it', () => {
  const moment = momentOf({ day: '2026-03-29', time: '02:30' }, 'Europe/Berlin')

  expect(wallOf(moment, 'Europe/Berlin')).toEqual({ day: '2026-03-29', time: '03:30' })
})

test('a moment is said as a person says it', () => {
  const reader = { zone: 'Europe/Moscow', locale: 'ru', now: '2026-03-04T09:00:00.000Z' }

  expect(sayMoment('2026-03-04T12:00:00.000Z', reader)).toBe('сегодня, 15:00')
  expect(sayMoment('2026-03-04T21:30:00.000Z', reader)).toBe('завтра, 00:30')
  expect(sayMoment('2026-03-03T12:00:00.000Z', reader)).toBe('вчера, 15:00')
  expect(sayMoment('2026-03-07T06:00:00.000Z', reader)).toBe('сб, 09:00')
  expect(sayMoment('2026-05-01T06:00:00.000Z', { ...reader, locale: 'en' })).toBe('May 1, 09:00')
  expect(sayMoment('2027-05-01T06:00:00.000Z', { ...reader, locale: 'en' })).toBe('May 1, 2027, 09:00')
})

test('days are counted by the calendar', () => {
  expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2)
  expect(nextMonday('2026-03-01')).toBe('2026-03-02')
  expect(nextMonday('2026-03-02')).toBe('2026-03-09')
})
