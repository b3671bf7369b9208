import * as chrono from 'chrono-node'
import { DateTime } from 'luxon'
import type { Locale } from '../../backend/texts/texts.ts'

/** A day without a time is meant until the end of its working hours. */
const END_OF_DAY = 18

interface Where {
  /** The moment it was written, ISO 8601. */
  now: string
  /** IANA name. */
  zone: string
  locale: Locale
}

export type ReadDate = { at: string } | { refused: 'unreadable' | 'past' }

/** What a person means by 'завтра в 15:00' or 'next friday', where they are: the next such moment, in UTC. */
export function readDate(text: string, where: Where): ReadDate {
  const parsed = findDate(text, where)
  if (!parsed) return { refused: 'unreadable' }
  const now = DateTime.fromISO(where.now, { zone: where.zone })
  const at = momentOf(parsed, now)
  if (at > now) return { at: at.toUTC().toISO() }
  const next = nextOccurrence(parsed.start, at, now)
  return next ? { at: next.toUTC().toISO() } : { refused: 'past' }
}

type Moment = DateTime<true>

function findDate(text: string, { now, zone, locale }: Where) {
  const instant = new Date(now)
  const reference = { instant, timezone: DateTime.fromISO(now, { zone }).offset }
  const languages = { ru: chrono.ru.casual, en: chrono.en.casual }
  const own = languages[locale].parse(spelled(text), reference, { forwardDate: true })
  const other = languages[locale === 'ru' ? 'en' : 'ru'].parse(spelled(text), reference, { forwardDate: true })
  return [...own, ...other].sort((a, b) => b.text.length - a.text.length)[0]
}

const MONTHS = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** chrono reads `15:00` and `5 mar`; people also write `в 15.00` and `05.03`. */
function spelled(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/(^|\s)(в|at)\s+(\d{1,2})[.\s]([0-5]\d)(?!\d|\.)/g, '$1$2 $3:$4')
    .replace(/(^|\s)(\d{1,2})\.(\d{1,2})(?=\s|$)/g, (whole, before: string, day: string, month: string) => {
      const name = MONTHS[Number(month)]
      return name ? `${before}${day} ${name}` : whole
    })
}

/** chrono fills in an hour where none was said; these words say one. */
const PART_OF_DAY = /утр|днем|вечер|ноч|полдень|полудн|morning|afternoon|evening|night|noon/

function momentOf({ start, text }: chrono.ParsedResult, now: DateTime): Moment {
  const { zone } = now
  if (start.isCertain('timezoneOffset')) return valid(DateTime.fromJSDate(start.date(), { zone }))
  const [year, month, day] = [start.get('year') ?? 0, start.get('month') ?? 1, start.get('day') ?? 1]
  if (start.isCertain('hour') || PART_OF_DAY.test(text)) {
    const [hour, minute] = [start.get('hour') ?? END_OF_DAY, start.get('minute') ?? 0]
    return valid(DateTime.fromObject({ year, month, day, hour, minute }, { zone }))
  }
  const at = valid(DateTime.fromObject({ year, month, day, hour: END_OF_DAY }, { zone }))
  return at <= now && at.hasSame(now, 'day') ? valid(at.set({ hour: 23, minute: 59 })) : at
}

/** 'в 9' after nine is tomorrow, 'в пятницу' on a Friday evening next week, '5 марта' next year; a whole date stays past. */
function nextOccurrence(start: chrono.ParsedComponents, at: Moment, now: DateTime): Moment | undefined {
  if (start.isCertain('year')) return undefined
  const step = start.isCertain('month') ? { years: 1 } : start.isCertain('weekday') ? { weeks: 1 } : { days: 1 }
  if (start.isCertain('day') && !start.isCertain('month')) return undefined
  const next = valid(at.plus(step))
  return next > now ? next : undefined
}

function valid(moment: DateTime): Moment {
  if (!moment.isValid) throw new Error(`no such moment: ${moment.invalidReason}`)
  return moment as Moment
}
