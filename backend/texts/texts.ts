import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle'

export type Locale = 'ru' | 'en'
export type TextArgs = Record<string, FluentVariable>

const bundles = { ru: loadBundle('ru'), en: loadBundle('en') }

/** The text for a key in a language; an unknown key is a bug. */
export function translate(locale: Locale, key: string, args?: TextArgs): string {
  const bundle = bundles[locale]
  const pattern = bundle.getMessage(key)?.value
  if (!pattern) throw new Error(`no text for ${key} in ${locale}`)
  const errors: Error[] = []
  const text = bundle.formatPattern(pattern, args, errors)
  if (errors[0]) throw new Error(`the text ${key} in ${locale} can't be formatted`, { cause: errors[0] })
  return text
}

export function hasText(locale: Locale, key: string): boolean {
  return bundles[locale].hasMessage(key)
}

/** Russian for whoever speaks it (a BCP 47 tag such as ru-RU), English for everyone else. */
export function localeOf(tag: string | undefined): Locale {
  return tag?.toLowerCase().startsWith('ru') ? 'ru' : 'en'
}

function loadBundle(locale: Locale): FluentBundle {
  const bundle = new FluentBundle(locale, { useIsolating: false })
  const folder = join(import.meta.dirname, locale)
  for (const name of readdirSync(folder).sort()) {
    const errors = bundle.addResource(new FluentResource(readFileSync(join(folder, name), 'utf8')))
    if (errors[0]) throw new Error(`${locale}/${name} is wrong`, { cause: errors[0] })
  }
  return bundle
}
