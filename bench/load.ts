import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Asked, Asking, Job, Watched, Watching } from './loader.ts'

export interface Loader {
  ask: (job: Omit<Asking, 'kind'>) => Promise<Asked>
  watch: (job: Omit<Watching, 'kind'>) => Promise<Watched>
  close: () => void
}

/** The loader's own process. */
export function startLoader(): Loader {
  const child = fork(join(import.meta.dirname, 'loader.ts'))
  const send = async (job: Job) => {
    child.send(job)
    const [{ result, error }] = (await once(child, 'message')) as [{ result: unknown; error?: string }]
    if (error !== undefined) throw new Error(error)
    return result
  }
  return {
    ask: (job) => send({ kind: 'ask', ...job }) as Promise<Asked>,
    watch: (job) => send({ kind: 'watch', ...job }) as Promise<Watched>,
    close: () => void child.kill(),
  }
}
