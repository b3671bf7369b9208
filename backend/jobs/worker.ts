import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { makeMessenger } from '../../bot/notifications/messenger.ts'
import { systemActor } from '../core/actor.ts'
import { makeContext, wallClock } from '../core/context.ts'
import { makeLog } from '../core/log.ts'
import { openDatabase } from '../core/open-database.ts'
import { audiences } from '../features/journal/audiences.ts'
import { followBlockers } from '../features/dependencies/follow-blockers.ts'
import { markOverdue } from '../features/tasks/mark-overdue.ts'
import { wakeSnoozed } from '../features/tasks/wake-snoozed.ts'
import { emptyTrash } from '../features/trash/empty-trash.ts'
import { cleanUp } from './cleanup.ts'
import { makeCourier } from './courier.ts'
import { openMailServer } from './mail-server.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { voidLeases } from './outbox.ts'
import type { JobName, WorkerSettings } from './settings.ts'
import { makePostman } from './postman.ts'
import { pauseFor, runRound, runTick } from './tick.ts'
import { makeToasts } from './toasts.ts'
import { workerHouse } from './worker-house.ts'

const MOST_TASKS = 1000

/** The entry of every worker thread that the schedule starts: one job, its own connection to the database. */
async function work(name: JobName, settings: WorkerSettings, port: MessagePort) {
  const ending = new AbortController()
  const { signal } = ending
  const log = makeLog(settings.log_level)
  const database = openDatabase(settings.database, audiences, (error) =>
    log.warn({ err: error }, 'a database connection was lost'),
  )
  const house = workerHouse(database, wallClock, port)
  const say = (message: FromWorker) => port.postMessage(message)
  const toasts = makeToasts(say)
  port.on('message', (message: 'cancel' | ToWorker) => {
    if (message === 'cancel') ending.abort()
    else toasts.answered(message)
  })

  const jobs: Record<JobName, () => Promise<unknown>> = {
    tick: async () => {
      if (database.engine === 'sqlite') await voidLeases(database)
      const { telegram } = settings
      const courier = makeCourier({
        house,
        log,
        owner: crypto.randomUUID(),
        toast: toasts.show,
        messenger: telegram ? makeMessenger({ ...settings, ...telegram }) : undefined,
        clock: () => performance.now(),
        sleep: (ms) => pauseFor(ms, signal),
        onState: (state) => say({ kind: 'telegram', state }),
      })
      const { mail } = settings
      const postman = mail && makePostman({ house, log, send: openMailServer(mail), ...settings })
      const round = postman ? runRound({ postman, log, signal }) : undefined
      await runTick({ house, courier, log, alive: () => say({ kind: 'alive' }), signal })
      await round
    },
    overdue: async () => {
      const context = makeContext(house, systemActor)
      await wakeSnoozed(context, { limit: MOST_TASKS })
      await markOverdue(context, { limit: MOST_TASKS })
      await followBlockers(context, { limit: MOST_TASKS })
    },
    cleanup: async () => {
      await emptyTrash(makeContext(house, systemActor), { limit: MOST_TASKS })
      await cleanUp(database, { now: wallClock(), retention_days: settings.log_retention_days })
    },
  }
  await jobs[name]()
  await database.close()
  port.close()
}

if (parentPort) {
  const { job, settings } = workerData as { job: { name: JobName }; settings: WorkerSettings }
  await work(job.name, settings, parentPort)
}
