interface Wall {
  day: string
  time: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatIn(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  let format = formats.get(key)
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, options)))
  return format
}

/** What the clock on a wall in `zone` shows at a moment: `2026-03-01` and `09:30`. */
export function wallOf(iso: string, zone: string): Wall {
  const text = formatIn('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(iso))
  const [day = '', time = ''] = text.split(' ')
  return { day, time }
}

/** The moment at which a wall in `zone` shows this; where clocks jump over it, the moment after the jump. */
export function momentOf({ day, time }: Wall, zone: string): string {
  const asIfUtc = Date.parse(`${day}T${time}:00Z`)
  const offset = (at: number) => {
    const shown = wallOf(new Date(at).toISOString(), zone)
    return Date.parse(`${shown.day}T${shown.time}:00Z`) - at
  }
  const guess = asIfUtc - offset(asIfUtc)
  return new Date(asIfUtc - offset(guess)).toISOString()
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

interface Reader {
  zone: string
  locale: string
  now: string
}

/** A moment as a person says it: 'tomorrow, 09:00', 'Fri, 09:00', '3 March, 09:00'. */
export function sayMoment(iso: string, { zone, locale, now }: Reader): string {
  const { day, time } = wallOf(iso, zone)
  const away = daysBetween(wallOf(now, zone).day, day)
  return `${sayDay(day, away, locale, now)}, ${time}`
}

function sayDay(day: string, away: number, locale: string, now: string): string {
  if (Math.abs(away) <= 1) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(away, 'day')
  const date = new Date(`${day}T12:00:00Z`)
  if (away > 1 && away < 7) return formatIn(locale, { timeZone: 'UTC', weekday: 'short' }).format(date)
  const year = day.slice(0, 4) === now.slice(0, 4) ? {} : ({ year: 'numeric' } as const)
  return formatIn(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', ...year }).format(date)
}

/** The next Monday after `day`. */
export function nextMonday(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, (8 - weekday) % 7 || 7)
}
