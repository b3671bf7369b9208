/** Fluent, as `plugins/compile-texts.ts` leaves it. */
export type Text =
  | string
  | { arg: string }
  | { message: string }
  | { select: string; otherwise: number; cases: [key: string, pattern: Pattern][] }
export type Pattern = string | Text[]
export type Texts = Record<string, Pattern>
export type TextArgs = Record<string, string | number>

export interface Language {
  texts: Texts
  plural: Intl.PluralRules
  number: Intl.NumberFormat
}

export function makeLanguage(locale: string, texts: Texts): Language {
  return { texts, plural: new Intl.PluralRules(locale), number: new Intl.NumberFormat(locale) }
}

export function format(language: Language, key: string, args: TextArgs = {}): string {
  const pattern = language.texts[key]
  if (pattern === undefined) throw new Error(`no text for ${key}`)
  return formatPattern(language, pattern, args)
}

function formatPattern(language: Language, pattern: Pattern, args: TextArgs): string {
  if (typeof pattern === 'string') return pattern
  return pattern.map((part) => formatPart(language, part, args)).join('')
}

function formatPart(language: Language, part: Text, args: TextArgs): string {
  if (typeof part === 'string') return part
  if ('message' in part) return format(language, part.message, args)
  if ('arg' in part) return formatValue(language, args[part.arg])
  return formatPattern(language, choose(language, part, args[part.select]), args)
}

function formatValue({ number }: Language, value: string | number | undefined): string {
  return typeof value === 'number' ? number.format(value) : (value ?? '')
}

function choose(
  { plural }: Language,
  { cases, otherwise }: Extract<Text, { select: string }>,
  value: string | number | undefined,
): Pattern {
  const exact = cases.find(([key]) => key === String(value))
  const byNumber = typeof value === 'number' ? cases.find(([key]) => key === plural.select(value)) : undefined
  return (exact ?? byNumber ?? cases[otherwise])?.[1] ?? ''
}
