import { DateTime } from 'luxon'
import { translate, type Locale } from '../../backend/texts/texts.ts'

/** For text sent with `parse_mode: 'HTML'` (core.telegram.org/bots/api#html-style). */
export const escapeHtml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** At most `length` UTF-16 units (as Telegram counts), no letter or emoji cut in two, and a mark that there was more. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  let short = ''
  for (const { segment } of new Intl.Segmenter().segment(text.slice(0, length))) {
    if (short.length + segment.length >= length) break
    short += segment
  }
  return `${short.trimEnd()}…`
}

export interface Here {
  locale: Locale
  /** IANA name. */
  time_zone: string
  /** ISO 8601. */
  now: string
}

/** 'tomorrow at 15:00', or the day with its month; the year only where it is another. */
export function sayMoment(moment: string, { locale, time_zone, now }: Here): string {
  const at = DateTime.fromISO(moment, { zone: time_zone, locale })
  const today = DateTime.fromISO(now, { zone: time_zone }).startOf('day')
  const days = Math.round(at.startOf('day').diff(today, 'days').days)
  const time = at.toFormat('HH:mm')
  const named = { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[days]
  if (named) return translate(locale, `bot-when-${named}`, { time })
  const day = at.toFormat(at.year === today.year ? 'd MMMM' : 'd MMMM yyyy')
  return translate(locale, 'bot-when-day', { day, time })
}
