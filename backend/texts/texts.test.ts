import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FluentResource } from '@fluent/bundle'
import { expect, test } from 'vitest'
import { hasText } from './texts.ts'

const ROOT = join(import.meta.dirname, '../..')
const SOURCES = globSync(['backend/**/*.ts', 'bot/**/*.ts', 'miniapp/src/**/*.{ts,svelte}'], {
  cwd: ROOT,
  exclude: ['**/*.test.ts', '**/testing/**'],
})
const source = SOURCES.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n')

/** Every text of a language with the variables it speaks of. */
function readTexts(locale: string): Map<string, string> {
  const texts = new Map<string, string>()
  for (const file of globSync(`backend/texts/${locale}/*.ftl`, { cwd: ROOT })) {
    for (const message of new FluentResource(readFileSync(join(ROOT, file), 'utf8')).body) {
      expect(texts.has(message.id), `${message.id} stands twice`).toBe(false)
      const names = [...JSON.stringify(message.value).matchAll(/"type":"var","name":"(\w+)"/g)].map(
        (match) => match[1] ?? '',
      )
      texts.set(message.id, [...new Set(names)].sort().join(' '))
    }
  }
  return texts
}

test('Russian and English have the same texts with the same variables', () => {
  expect(Object.fromEntries(readTexts('ru'))).toEqual(Object.fromEntries(readTexts('en')))
})

test('no text is left that nothing says', () => {
  const beginnings = [...source.matchAll(/[`'"]([a-z][a-z_-]*-)(?:\$\{|['"] ?\+)/g)].map((match) => match[1] ?? '')
  const isSaid = (id: string) =>
    source.includes(`'${id}'`) ||
    source.includes(`"${id}"`) ||
    source.includes(`\`${id}\``) ||
    beginnings.some((beginning) => id.startsWith(beginning))

  expect([...readTexts('en').keys()].filter((id) => !isSaid(id))).toEqual([])
})

test('every refusal has its words in both languages', () => {
  const codes = new Set<string>()
  for (const [, code] of source.matchAll(/(?:new Problem|allow|demand)\([^']{0,200}'([a-z_]+\.[a-z_]+)'/g))
    codes.add(code ?? '')
  for (const [, noun] of source.matchAll(/found\([^\n]*, '([a-z_]+)'\)/g)) codes.add(`${noun ?? ''}.not_found`)
  const silent = [...codes]
    .map((code) => `problem-${code.replaceAll(/[._]/g, '-')}`)
    .filter((key) => !hasText('ru', key) || !hasText('en', key))

  expect(codes.size).toBeGreaterThan(30)
  expect(silent).toEqual([])
})
