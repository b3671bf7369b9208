import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FluentBundle, FluentResource } from '@fluent/bundle'
import { expect, test } from 'vitest'
import { compileTexts } from '../../plugins/compile-texts.ts'
import { format, makeLanguage, type TextArgs } from './fluent.ts'

const read = (locale: string) =>
  ['common', 'problems', 'miniapp']
    .map((name) => readFileSync(join(import.meta.dirname, `../../../backend/texts/${locale}/${name}.ftl`), 'utf8'))
    .join('\n')

const ARGS: TextArgs[] = [0, 1, 2, 5, 15, 21, 60, 1440].map((number) => ({
  count: number,
  minutes: number,
  name: 'Аня',
  title: 'Позвонить',
  from: 'a',
  to: 'b',
  when: 'завтра',
  via: 'бот',
  id: '12',
  team: 'Маяк',
  field: 'Срок',
  column: 'Готово',
  place: '2',
  zone: 'UTC',
}))

test.each(['ru', 'en'])('every text of the Mini App in %s reads as Fluent itself reads it', (locale) => {
  const source = read(locale)
  const bundle = new FluentBundle(locale, { useIsolating: false })
  expect(bundle.addResource(new FluentResource(source))).toEqual([])
  const language = makeLanguage(locale, compileTexts(source))

  for (const key of Object.keys(language.texts)) {
    for (const args of ARGS) {
      const pattern = bundle.getMessage(key)?.value ?? ''
      expect(format(language, key, args)).toBe(bundle.formatPattern(pattern, args, null))
    }
  }
})

test('both languages have the same texts', () => {
  const [ru, en] = ['ru', 'en'].map((locale) => Object.keys(compileTexts(read(locale))))

  expect(ru?.sort()).toEqual(en?.sort())
})

test('a key without a text is a bug', () => {
  expect(() => format(makeLanguage('en', {}), 'nothing')).toThrow('no text for nothing')
})
