import { format, makeLanguage, type Language, type TextArgs, type Texts } from './fluent.ts'

export type Locale = 'ru' | 'en'

const LOADERS: Record<Locale, () => Promise<{ texts: Texts }>> = {
  ru: () => import('virtual:texts/ru'),
  en: () => import('virtual:texts/en'),
}

let language = $state.raw<Language>()
let spoken = $state<Locale>('ru')

/** Loads the texts of a language; every text on the screen changes with it. */
export async function speak(locale: Locale): Promise<void> {
  const { texts } = await LOADERS[locale]()
  language = makeLanguage(locale, texts)
  spoken = locale
  document.documentElement.lang = locale
  localStorage.setItem('dela-locale', locale)
}

export const locale = () => spoken

/** The text of a key in the person's language. */
export function t(key: string, args?: TextArgs): string {
  return language ? format(language, key, args) : ''
}

/** A sentence for a refusal: each code of the server has one. */
export function tellProblem(code: string): string {
  const key = `problem-${code.replaceAll(/[._]/g, '-')}`
  return language?.texts[key] === undefined ? t('problem-unknown') : t(key)
}
