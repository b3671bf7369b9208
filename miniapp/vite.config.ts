import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { splitCode } from './plugins/chunks.ts'
import { early } from './plugins/early.ts'
import { precompress } from './plugins/precompress.ts'
import { texts } from './plugins/texts.ts'

export default defineConfig({
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), texts(), early(), precompress()],
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    cssCodeSplit: false,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: splitCode(), debugName: 'first and screens' }] } } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8005', '/socket.io': { target: 'http://127.0.0.1:8005', ws: true } } },
})
