import { setTimeout as sleep } from 'node:timers/promises'
import { systemActor } from '../core/actor.ts'
import { makeContext, type House } from '../core/context.ts'
import type { Log } from '../core/log.ts'
import { fireReminders } from '../features/reminders/fire-reminders.ts'
import type { Courier } from './courier.ts'
import { notify } from './notifier.ts'
import type { Postman } from './postman.ts'

interface TickParts {
  house: House
  courier: Courier
  log: Log
  /** Called while everything goes its way, at least every few seconds. */
  alive: () => void
  signal: AbortSignal
}

const EVERY_MS = 1000
const MOST_REMINDERS = 500

/** What has to happen within a second: reminders fire, the journal is read for news, deliveries go out. Ends when `signal` says so. */
export async function runTick({ house, courier, log, alive, signal }: TickParts): Promise<void> {
  const beaten = new Set<string>()
  const beat = (name: string) => {
    beaten.add(name)
    if (beaten.size < 2) return
    beaten.clear()
    alive()
  }

  async function repeat(name: string, work: () => Promise<void>) {
    while (!signal.aborted) {
      try {
        await work()
        beat(name)
      } catch (error) {
        log.error({ err: error, job: name }, 'a job went wrong and is tried again')
        await pauseFor(EVERY_MS, signal)
      }
    }
  }

  await Promise.all([
    repeat('news', async () => {
      await fireReminders(makeContext(house, systemActor), { limit: MOST_REMINDERS })
      const more = await notify(house.database, house.now)
      if (!more) await pauseFor(EVERY_MS, signal)
    }),
    repeat('courier', async () => {
      const wait = await courier.pass()
      if (wait > 0) await courier.rest(wait)
    }),
  ])
  await courier.stop()
}

/** Sends mails beside the tick: a slow mail server holds nothing else up. Ends when `signal` says so. */
export async function runRound({
  postman,
  log,
  signal,
}: { postman: Postman } & Pick<TickParts, 'log' | 'signal'>): Promise<void> {
  while (!signal.aborted) {
    const more = await postman.pass().catch((error: unknown) => {
      log.error({ err: error, job: 'mail' }, 'a job went wrong and is tried again')
      return false
    })
    if (!more) await pauseFor(EVERY_MS, signal)
  }
}

/** Sleeps, or wakes at once when it is time to end. */
export async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {})
}
