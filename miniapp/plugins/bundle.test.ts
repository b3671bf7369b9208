import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test, vi } from 'vitest'
import { build, type Rolldown } from 'vite'

const KILOBYTE = 1000
let files: { name: string; text: string }[]
let page: string

beforeAll(async () => {
  // As people get it: a test's own environment would build the app for developers.
  vi.stubEnv('NODE_ENV', 'production')
  const root = join(import.meta.dirname, '..')
  const built = (await build({ root, build: { write: false }, logLevel: 'silent' })) as Rolldown.RolldownOutput
  files = built.output.map((file) => ({
    name: file.fileName,
    text: file.type === 'chunk' ? file.code : String(file.source),
  }))
  page = files.find(({ name }) => name === 'index.html')?.text ?? ''
})

const weigh = (wanted: string[]) =>
  files
    .filter(({ name }) => wanted.includes(name))
    .reduce((bytes, { text }) => bytes + gzipSync(text, { level: 9 }).length, 0)

test('no schema library travels to the phone: contracts give types only', () => {
  expect(files.filter(({ text }) => /ZodError|_zod|invalid_format/.test(text)).map(({ name }) => name)).toEqual([])
})

test('the page has no inline script, style or handler, so that the strictest policy lets it run', () => {
  const inline = /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/i

  expect(page).not.toMatch(inline)
})

test('the server finds the place for the host that may frame the app', () => {
  expect(page).toContain('<meta name="telegram-host-origin" content="')
})

test('the first screen in a browser stays under 60 kB of gzipped code, style and texts', () => {
  const needed = [...page.matchAll(/(?:src|href|data-ru)="\/(assets\/[^"]+)"/g)].map((match) => match[1] ?? '')

  expect(needed.length).toBeGreaterThan(3)
  expect(weigh(needed)).toBeLessThan(60 * KILOBYTE)
})

test("Telegram's SDK and the socket come apart from the first screen", () => {
  const first = [...page.matchAll(/<script type="module"[^>]*src="\/(assets\/[^"]+)"/g)].map((match) => match[1] ?? '')
  const text = files
    .filter(({ name }) => first.includes(name))
    .map((file) => file.text)
    .join('')

  expect(text).not.toContain('web_app_setup_back_button')
  expect(text).not.toContain('engine.io')
})
