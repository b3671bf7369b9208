import { spawn } from 'node:child_process'
import { join } from 'node:path'

export interface Step {
  name: string
  command: string[]
}

export interface Outcome {
  ok: boolean
  output: string
  seconds: string
}

// The slowest stand first. svelte-check must be given its workspace: from the root it finds nothing wrong in broken code.
export const STEPS: Step[] = [
  { name: 'svelte', command: ['svelte-check', '--workspace', 'miniapp', '--fail-on-warnings'] },
  { name: 'dead code', command: ['knip', '--no-progress', '--no-config-hints'] },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: ['oxlint', '--type-aware', '--report-unused-disable-directives'] },
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'types of e2e', command: ['tsc', '-p', 'e2e'] },
  { name: 'types of the sandbox page', command: ['tsc', '-p', 'sandbox/page'] },
  { name: 'imports', command: ['node', join(import.meta.dirname, 'arrows.ts')] },
]

export function runStep({ command: [program = '', ...args] }: Step, root: string): Promise<Outcome> {
  const started = performance.now()
  const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` }
  const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  return new Promise((resolve) => {
    let output = ''
    const end = (ok: boolean) => resolve({ ok, output, seconds: ((performance.now() - started) / 1000).toFixed(1) })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()))
    child.on('error', (error) => (output += error.message))
    child.on('close', (code) => end(code === 0))
  })
}
