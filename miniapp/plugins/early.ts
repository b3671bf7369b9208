import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const SOURCE = join(import.meta.dirname, '../src/early.ts')
const compile = () => stripTypeScriptTypes(readFileSync(SOURCE, 'utf8')).replace(/^\s+/gm, '')

/**
 * `early.ts` blocks the first paint, so that its colours are right, and asks for what the page will need:
 * it gets the names of these chunks as data attributes. It is a file of its own because the policy forbids inline scripts.
 */
export function early(): Plugin {
  let building = false
  return {
    name: 'early',
    configResolved({ command }) {
      building = command === 'build'
    },
    buildStart() {
      if (building) this.emitFile({ type: 'asset', name: 'early.js', source: compile() })
    },
    configureServer({ middlewares }) {
      middlewares.use('/early.js', (_request, response) => {
        response.setHeader('content-type', 'text/javascript')
        response.end(compile())
      })
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (!bundle) return html.replace('<!--early-->', '<script src="/early.js"></script>')
        const chunkOf = (part: string) =>
          Object.values(bundle).find((file) => file.type === 'chunk' && file.moduleIds.some((id) => id.endsWith(part)))
            ?.fileName ?? ''
        const data = Object.entries({ ru: 'texts/ru', en: 'texts/en', telegram: 'core/telegram.ts' })
          .map(([name, part]) => `data-${name}="/${chunkOf(part)}"`)
          .join(' ')
        const early = Object.values(bundle).find(
          (file) => file.type === 'asset' && file.names.includes('early.js'),
        )?.fileName
        return html.replace('<!--early-->', `<script src="/${early}" ${data}></script>`)
      },
    },
  }
}
