import { translate, type Locale } from './texts.ts'

interface Speaker {
  locale: Locale
  time_zone: string
  now: string
}

const DAY_MS = 86_400_000

/** A moment as a person says it in their own zone: today at 15:00, on 2 March at 9:00. */
export function sayMoment(moment: string, { locale, time_zone, now }: Speaker): string {
  const at = new Date(moment)
  const format = (options: Intl.DateTimeFormatOptions, date = at) =>
    new Intl.DateTimeFormat(locale === 'ru' ? 'ru-RU' : 'en-GB', { timeZone: time_zone, ...options }).format(date)
  const day = (date: Date) =>
    format({ year: 'numeric', month: '2-digit', day: '2-digit' }, date).split(/\D+/).toReversed().join('-')
  const days = Math.round((Date.parse(day(at)) - Date.parse(day(new Date(now)))) / DAY_MS)
  const time = format({ hour: '2-digit', minute: '2-digit' })
  if (days === 0) return translate(locale, 'moment-today', { time })
  if (days === 1) return translate(locale, 'moment-tomorrow', { time })
  if (days === -1) return translate(locale, 'moment-yesterday', { time })
  const sameYear = format({ year: 'numeric' }) === format({ year: 'numeric' }, new Date(now))
  const date = format({ day: 'numeric', month: 'long', ...(!sameYear && { year: 'numeric' }) })
  return translate(locale, 'moment-day', { date, time })
}
