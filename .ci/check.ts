import { join } from 'node:path'
import { runStep, STEPS } from './steps.ts'

const root = join(import.meta.dirname, '..')
const AT_ONCE = 2
const waiting = [...STEPS]

async function work(): Promise<void> {
  const step = waiting.shift()
  if (!step) return
  const { ok, output, seconds } = await runStep(step, root)
  if (!ok) process.exitCode = 1
  process.stdout.write(ok ? `ok     ${step.name} (${seconds} s)\n` : `${output}\nFAILED ${step.name} (${seconds} s)\n`)
  return work()
}

await Promise.all(Array.from({ length: AT_ONCE }, work))
