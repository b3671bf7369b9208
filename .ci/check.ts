import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const AT_ONCE = 2

interface Step {
  name: string
  command: string[]
}

// The slowest stand first. svelte-check must be given its workspace: from the root it finds nothing wrong in broken code.
const STEPS: Step[] = [
  { name: 'svelte', command: ['svelte-check', '--workspace', 'miniapp', '--output', 'human', '--fail-on-warnings'] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: ['oxlint', '--type-aware', '--report-unused-disable-directives'] },
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'types of e2e', command: ['tsc', '-p', 'e2e'] },
  { name: 'imports', command: ['node', '.ci/arrows.ts'] },
]

const waiting = STEPS.filter(({ name }) => name !== 'svelte' || existsSync(join(root, 'miniapp/src/main.ts')))
let failures = 0

async function work(): Promise<void> {
  const step = waiting.shift()
  if (!step) return
  const started = performance.now()
  const { ok, output } = await run(step.command)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (!ok) failures += 1
  process.stdout.write(`${ok ? '' : output}${ok ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)\n`)
  return work()
}

function run([program = '', ...args]: string[]): Promise<{ ok: boolean; output: string }> {
  const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` }
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()))
    child.on('error', (error) => resolve({ ok: false, output: `${error.message}\n` }))
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
}

await Promise.all(Array.from({ length: AT_ONCE }, work))
process.exitCode = failures ? 1 : 0
