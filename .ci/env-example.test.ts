import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../backend/config.ts'

const read = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8')
const [settings = ''] = read('.env.example').split('# Docker.')
const listed = new Map(
  [...settings.matchAll(/^#([A-Z0-9_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
)

test('.env.example lists every setting', () => {
  const known = [...read('backend/config.ts').matchAll(/^ {2}([A-Z0-9_]+): \[/gm)].map(([, name]) => name)

  expect(known).toContain('PORT')
  expect(known.filter((name) => !listed.has(name ?? ''))).toEqual([])
})

test('the values in .env.example are the defaults', () => {
  // The address depends on the port, which may be any free one until the server listens.
  const defaults = [...listed].filter(([name]) => name !== 'WEB_BASE_URL')

  expect(readConfig(Object.fromEntries(defaults))).toEqual(readConfig({}))
})
