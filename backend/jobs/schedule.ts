import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import Bree from 'bree'
import type { Config } from '../config.ts'
import type { House } from '../core/context.ts'
import type { Log } from '../core/log.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { JOBS, type JobName, type WorkerSettings } from './settings.ts'
import type { LineState } from './telegram-line.ts'

export interface JobParts {
  config: Pick<Config, 'database' | 'telegram' | 'log_level' | 'log_retention_days'> & Partial<Pick<Config, 'mail'>>
  web_base_url: string
  /** Telegram opens Mini Apps only at https addresses, the sandbox at any. */
  opens_apps: boolean
  house: Pick<House, 'announce' | 'cut'>
  realtime: { toast: (user_id: number, toast: object, ms: number) => Promise<boolean> }
  log: Log
  /** The file each worker thread runs; ours unless a test hands in another. */
  worker?: string
}

export interface Jobs {
  /** `failed` when the worker has said nothing for too long. */
  health: () => 'ok' | 'failed'
  /** How the deliveries find Telegram. */
  telegram: () => LineState | 'off'
  /** Lets what is under way end, at most five seconds. */
  stop: () => Promise<void>
}

const WORKER = join(import.meta.dirname, 'worker.ts')
const SILENT_MS = 15_000
const HUNG_MS = 60_000
const STOP_MS = 5000
const LONGEST_BACKOFF_MS = 30_000
const WHEN: Record<JobName, { timeout: string | number; interval?: string; closeWorkerAfterMs?: number }> = {
  tick: { timeout: 0 },
  overdue: { timeout: '2s', interval: '1m', closeWorkerAfterMs: 55_000 },
  cleanup: { timeout: '5m', interval: '1h', closeWorkerAfterMs: 600_000 },
}

/** Starts the workers: one that lives as long as we do, and those that run every minute or hour. */
export async function startJobs({ config, house, realtime, log, worker = WORKER, ...rest }: JobParts): Promise<Jobs> {
  const { database, log_level, log_retention_days } = config
  const telegram = config.telegram ? { token: config.telegram.token, api_root: config.telegram.api_root } : null
  const settings: WorkerSettings = {
    ...rest,
    database,
    telegram,
    mail: config.mail ?? null,
    log_level,
    log_retention_days,
  }
  let alive_at = performance.now()
  let line: LineState | 'off' = telegram ? 'ok' : 'off'
  let failures = 0
  let stopping = false
  const thrown = new Set<string>()

  const bree = new Bree({
    root: false,
    doRootCheck: false,
    logger: false,
    defaultExtension: 'ts',
    acceptedExtensions: ['.ts', '.js', '.mjs'],
    worker: { workerData: { settings } },
    jobs: JOBS.map((name) => ({ name, path: worker, ...WHEN[name] })),
    errorHandler: (error, { name }) => noteError(name, error),
    workerMessageHandler: ({ name, message }) => hear(name, message as FromWorker),
  })

  /** Bree tells of a worker that threw twice: with its error, then with its exit. */
  function noteError(name: string, error: unknown) {
    const only_exit = error instanceof Error && / exited with code /.test(error.message)
    if (stopping || (only_exit && thrown.delete(name))) return
    if (!only_exit) thrown.add(name)
    log.error({ err: error, job: name }, 'a worker ended with an error')
  }

  function hear(name: string, message: FromWorker) {
    switch (message.kind) {
      case 'alive':
        alive_at = performance.now()
        failures = 0
        return
      case 'telegram':
        line = message.state
        return
      case 'announce':
        return house.announce(message.announcements)
      case 'cut':
        return house.cut(message.session_ids)
      case 'toast':
        return void realtime
          .toast(message.user_id, message.toast, message.ms)
          .catch(() => false)
          .then((acknowledged) => {
            const answer: ToWorker = { kind: 'toasted', id: message.id, acknowledged }
            bree.workers.get(name)?.postMessage(answer)
          })
    }
  }

  async function startAgain(name: string) {
    if (name !== 'tick' || stopping) return
    failures += 1
    log.warn({ job: name, failures }, 'the worker ended and is started again')
    await sleep(Math.min(LONGEST_BACKOFF_MS, 500 * 2 ** failures), undefined, { ref: false })
    if (!stopping) await bree.run(name)
  }

  bree.on('worker deleted', (name: string) => void startAgain(name))
  const watch = setInterval(() => {
    if (performance.now() - alive_at > HUNG_MS) void bree.workers.get('tick')?.terminate()
  }, HUNG_MS).unref()
  await bree.start()

  return {
    health: () => (performance.now() - alive_at > SILENT_MS ? 'failed' : 'ok'),
    telegram: () => line,
    stop: async () => {
      stopping = true
      clearInterval(watch)
      await Promise.race([bree.stop(), sleep(STOP_MS, undefined, { ref: false })])
      await Promise.all([...bree.workers.values()].map((worker) => worker.terminate()))
    },
  }
}
