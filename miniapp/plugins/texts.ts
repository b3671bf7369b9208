import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { compileTexts } from './compile-texts.ts'

const FOLDER = join(import.meta.dirname, '../../backend/texts')
const FILES = ['common.ftl', 'problems.ftl', 'miniapp.ftl']

/** `virtual:texts/ru` is the parsed texts of a language, so that no parser has to travel to the phone. */
export function texts(): Plugin {
  return {
    name: 'texts',
    resolveId: (id) => (id.startsWith('virtual:texts/') ? `\0${id}` : undefined),
    load(id) {
      const locale = /^\0virtual:texts\/(ru|en)$/.exec(id)?.[1]
      if (!locale) return
      const files = FILES.map((name) => join(FOLDER, locale, name))
      for (const file of files) this.addWatchFile(file)
      const compiled = compileTexts(files.map((file) => readFileSync(file, 'utf8')).join('\n'))
      return `export const texts = ${JSON.stringify(compiled)}`
    },
  }
}
