import type { Locale } from '../../backend/texts/texts.ts'

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

/** Whose eyes a text is for. */
export interface Here {
  locale: Locale
  /** IANA name. */
  time_zone: string
  /** ISO 8601. */
  now: string
}
