import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runStep, STEPS } from './steps.ts'

const house = join(import.meta.dirname, '..')
const CONFIGS = [
  'tsconfig.json',
  'e2e/tsconfig.json',
  'miniapp/tsconfig.json',
  'sandbox/page/tsconfig.json',
  '.oxlintrc.json',
  '.prettierrc',
  'knip.json',
]

const CLEAN = {
  'package.json': `${JSON.stringify({ type: 'module', dependencies: { svelte: '*' } }, null, 2)}\n`,
  'backend/config.ts': 'export const port = Number(process.env.PORT)\n',
  'backend/main.ts': "import { port } from './config.ts'\n\nprocess.stdout.write(`${port}\\n`)\n",
  'e2e/small.test.ts': 'document.title = location.href\n',
  'sandbox/page/small.js': 'document.title = location.href\n',
  'miniapp/src/main.ts':
    "import { mount } from 'svelte'\nimport Card from './Card.svelte'\n\nmount(Card, { target: document.body })\n",
  'miniapp/src/Card.svelte': '<script lang="ts">\n  const title: string = \'Card\'\n</script>\n\n<p>{title}</p>\n',
}

/** A small house with the real configuration, clean but for these files. */
function build(files: Record<string, string> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'dela-house-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  symlinkSync(join(house, 'node_modules'), join(root, 'node_modules'))
  for (const config of CONFIGS) cpSync(join(house, config), join(root, config))
  for (const [file, text] of Object.entries({ ...CLEAN, ...files })) {
    mkdirSync(join(root, dirname(file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return root
}

function stepOf(name: string) {
  const step = STEPS.find((one) => one.name === name)
  if (!step) throw new Error(`no step ${name}`)
  return step
}

test.each(STEPS)('$name: passes clean code', async (step) => {
  const { ok, output } = await runStep(step, build())

  expect(ok, output).toBe(true)
})

test.each([
  ['types', 'a value of another type', 'backend/wrong.ts', "export const port: number = '8005'\n", 'TS2322'],
  [
    'types',
    'an index that may hold nothing',
    'backend/wrong.ts',
    'export const first: string = process.argv[0]\n',
    'TS2322',
  ],
  ['types', "what Node can't run as it is", 'backend/wrong.ts', 'export enum Status {\n  todo,\n}\n', 'TS1294'],
  ['types of e2e', 'a wrong type in a journey', 'e2e/wrong.test.ts', 'document.title = 8005\n', 'TS2322'],
  ['types of the sandbox page', 'a wrong type', 'sandbox/page/wrong.js', 'document.title = 8005\n', 'TS2322'],
  ['format', 'another style', 'backend/wrong.ts', 'export const text = "double";\n', 'backend/wrong.ts'],
  ['format', 'another style in a component', 'miniapp/src/Wrong.svelte', '<p   >spaces</p>\n', 'Wrong.svelte'],
  ['dead code', 'a file nobody uses', 'backend/wrong.ts', 'export const unused = 1\n', 'backend/wrong.ts'],
  [
    'dead code',
    'an export nobody uses',
    'backend/config.ts',
    'export const port = 1\nexport const nobodyAsks = 2\n',
    'nobodyAsks',
  ],
  ['imports', 'an import against the plan', 'backend/http/wrong.ts', "import 'pg'\n", 'http may not import'],
  [
    'svelte',
    'a wrong type in a component',
    'miniapp/src/Card.svelte',
    '<script lang="ts">\n  const title: number = \'Card\'\n</script>\n\n{title}\n',
    'not assignable',
  ],
  ['svelte', 'a picture without words', 'miniapp/src/Card.svelte', '<img src="/cat.png" />\n', 'a11y'],
])('%s: finds %s', async (name, _what, file, text, said) => {
  const { ok, output } = await runStep(stepOf(name), build({ [file]: text }))

  expect(output).toContain(said)
  expect(ok).toBe(false)
})

const LINT: [rule: string, file: string, text: string][] = [
  ['no-process-env', 'backend/core/env.ts', 'export const home = process.env.HOME\n'],
  ['no-console', 'backend/core/loud.ts', "console.log('hello')\n"],
  ['no-default-export', 'backend/core/default.ts', 'export default 1\n'],
  [
    'no-restricted-properties',
    'backend/core/raw.ts',
    "import { sql } from 'kysely'\n\nexport const all = sql.raw('select 1')\n",
  ],
  ['no-explicit-any', 'backend/core/any.ts', 'export const anything: any = 1\n'],
  ['ban-ts-comment', 'backend/core/ignore.ts', '// @ts-ignore\nexport const one: string = 1\n'],
  ['no-non-null-assertion', 'backend/core/bang.ts', 'export const first = process.argv[0]!.length\n'],
  ['no-floating-promises', 'backend/core/floating.ts', 'Promise.resolve(1)\n'],
  [
    'no-misused-promises',
    'backend/core/misused.ts',
    'const late = async () => true\nif (late()) process.exitCode = 1\n',
  ],
  [
    'switch-exhaustiveness-check',
    'backend/core/switch.ts',
    "export function say(kind: 'a' | 'b') {\n  switch (kind) {\n    case 'a':\n      return 1\n  }\n  return 2\n}\n",
  ],
  [
    'consistent-type-imports',
    'backend/core/type.ts',
    "import { Server } from 'node:http'\n\nexport type Mine = Server\n",
  ],
  ['no-warning-comments', 'backend/core/later.ts', '// TODO: later\nexport const later = 1\n'],
  ['no-unused-vars', 'backend/core/unused.ts', 'const forgotten = 1\n'],
]

test('the linter knows each rule of the house, and the types of what it reads', async () => {
  const root = build(Object.fromEntries(LINT.map(([, file, text]) => [file, text])))

  const { output } = await runStep({ ...stepOf('lint'), command: [...stepOf('lint').command, '--format=unix'] }, root)

  const found = LINT.filter(([rule, file]) =>
    output.split('\n').some((line) => line.startsWith(file) && line.includes(rule)),
  )
  expect(found).toEqual(LINT)
})

test('two files that import each other are noticed, even if only by their types', async () => {
  const root = build({
    'backend/core/one.ts': "import type { Two } from './two.ts'\n\nexport interface One {\n  two?: Two\n}\n",
    'backend/core/two.ts': "import type { One } from './one.ts'\n\nexport interface Two {\n  one?: One\n}\n",
  })

  expect(await runStep(stepOf('lint'), root)).toMatchObject({ ok: false, output: expect.stringContaining('no-cycle') })
})

test('where the environment, the console or a default export belong they are left alone', async () => {
  const root = build({
    'backend/core/env.test.ts': "process.env.TZ = 'UTC'\n",
    'bench/main.ts': "console.log('12 ms')\n",
    'vite.config.ts': 'export default {}\n',
  })

  const { ok, output } = await runStep(stepOf('lint'), root)

  expect(ok, output).toBe(true)
})
