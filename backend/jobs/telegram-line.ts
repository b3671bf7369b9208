import { systemActor } from '../core/actor.ts'
import { makeContext, type House } from '../core/context.ts'
import { after, DAY_MS } from '../core/time.ts'
import type { Notice, Tell, Told } from '../features/notifications/contract.ts'
import { noteBlocked } from '../features/notifications/note-blocked.ts'
import { makeLimits } from './limits.ts'
import { keepPause, type Fate } from './outbox.ts'
import type { OutboxRow } from './table.ts'

export type LineState = 'ok' | 'unreachable' | 'token refused'

/** Telegram as the courier uses it; `probe` asks something harmless, to see whether it answers. */
export interface Messenger {
  tell: Tell
  probe: () => Promise<Told>
}

export interface Addressee {
  person: { id: number; telegram_id: number | null; bot_started_at: string | null; bot_blocked_at: string | null }
  notice: Notice
}

interface Parts {
  house: House
  messenger: Messenger | undefined
  /** Milliseconds of a clock that is never set: limits and silences go by it. */
  clock: () => number
  sleep: (ms: number) => Promise<void>
  onState: (state: LineState) => void
}

/** After this many milliseconds a call without an answer no longer holds up the others. */
const SLOW_MS = 2000
const MOST_AT_ONCE = 3
const TOKEN_REFUSED_MS = 60_000
const LONGEST_BACKOFF_MS = 60_000
const MOST_HOPS = 3

/**
 * One bot's line to Telegram: how fast it may speak, and when it must be silent. Calls go one at a time, so that
 * nobody is written to while a `retry_after` runs; a slow one lets two others pass. After a failure that may be
 * everybody's, a probe has to succeed before anything else is sent.
 */
export function openLine({ house, messenger, clock, sleep, onState }: Parts) {
  const limits = makeLimits(clock)
  const started = new Map<symbol, number>()
  let silent_until = 0
  let doubt = false
  let failures = 0
  const silenceEnds = () => after(house.now(), Math.max(0, silent_until - clock()))

  /** What an answer means for everybody. */
  async function heed(told: Told) {
    if (told.outcome === 'wait') {
      silent_until = Math.max(silent_until, clock() + told.seconds * 1000)
      await keepPause(house.database, silenceEnds())
    }
    if (told.outcome === 'token_refused') {
      silent_until = clock() + TOKEN_REFUSED_MS
      onState('token refused')
    }
    if (told.outcome === 'unreachable' || told.outcome === 'unconfirmed') doubt = true
    if (told.outcome === 'sent') onState('ok')
  }

  async function isOpen({ probe }: Messenger): Promise<boolean> {
    if (clock() < silent_until) return false
    if (!doubt) return true
    const told = await probe()
    await heed(told)
    if (told.outcome === 'sent') {
      doubt = false
      failures = 0
      return true
    }
    failures += 1
    silent_until = Math.max(silent_until, clock() + Math.min(30_000, 500 * 2 ** failures))
    if (told.outcome !== 'token_refused') onState('unreachable')
    return false
  }

  /** Sends it, once more where Telegram asks for another chat or for plain text. */
  async function tellFollowing({ tell }: Messenger, chat: number, { person, notice }: Addressee): Promise<Told> {
    let [chat_id, plain] = [chat, false]
    for (let hop = 1; ; hop++) {
      for (let wait = limits.waitFor(person.id); wait > 0; wait = limits.waitFor(person.id)) await sleep(wait)
      const told = await tell({ chat_id, plain }, notice)
      limits.took(person.id)
      if (hop === MOST_HOPS || (told.outcome !== 'moved' && told.outcome !== 'unparsable')) return told
      if (told.outcome === 'moved') chat_id = told.chat_id
      else plain = true
    }
  }

  async function fateOf(row: OutboxRow, told: Told): Promise<Fate> {
    const at = house.now()
    switch (told.outcome) {
      case 'sent':
        return { state: 'sent', sent_by: 'telegram', sent_at: at }
      case 'wait':
      case 'token_refused':
        return { not_before: silenceEnds() }
      case 'blocked':
        await noteBlocked(makeContext(house, systemActor), { user_id: row.user_id })
        return { state: 'failed', reason: 'blocked' }
      case 'unreachable':
        if (row.created_at < after(at, -DAY_MS)) return { state: 'failed', reason: told.reason }
        return { not_before: after(at, Math.min(LONGEST_BACKOFF_MS, 500 * 2 ** row.attempt)) }
      case 'unconfirmed':
        if (row.reason === 'unconfirmed') return { state: 'failed', reason: 'unconfirmed' }
        return { not_before: after(at, 1000), reason: 'unconfirmed' }
      case 'refused':
        return { state: 'failed', reason: told.reason }
      case 'moved':
      case 'unparsable':
        return { state: 'failed', reason: told.outcome }
    }
  }

  return {
    /** Whether Telegram may be written to at all; after a failure it is asked first. */
    isOpen: () => (messenger ? isOpen(messenger) : Promise.resolve(true)),
    /** Takes the line for one delivery; to be called at once when it was seen to have room. Answers with how to leave it. */
    enter(): () => void {
      const key = Symbol('delivery')
      started.set(key, performance.now())
      return () => started.delete(key)
    },
    /** Whether one more may enter now. */
    hasRoom(): boolean {
      const all_slow = [...started.values()].every((at) => performance.now() - at > SLOW_MS)
      return all_slow && started.size < MOST_AT_ONCE && limits.wait() === 0
    },
    /** People who may not get another message now. */
    cooling: limits.cooling,
    /** Milliseconds until the line or somebody's chat may be ready again. */
    wait(): number {
      const line = Math.max(silent_until - clock(), limits.wait())
      return line > 0 ? line : Math.min(1000, ...limits.cooling().map(limits.waitFor))
    },
    async deliver(row: OutboxRow, addressee: Addressee): Promise<Fate> {
      const { telegram_id, bot_started_at, bot_blocked_at } = addressee.person
      if (!messenger || telegram_id === null || bot_started_at === null)
        return { state: 'failed', reason: 'no_channel' }
      if (bot_blocked_at !== null) return { state: 'failed', reason: 'blocked' }
      const told = await tellFollowing(messenger, telegram_id, addressee)
      await heed(told)
      return fateOf(row, told)
    },
    /** What another courier knew when it stopped: until when nobody is written to, and who was just written to. */
    takeOver({ paused_until, recent }: { paused_until: string | undefined; recent: number[] }) {
      const left = paused_until ? Date.parse(paused_until) - Date.parse(house.now()) : 0
      silent_until = Math.max(silent_until, clock() + left)
      for (const user_id of recent) limits.took(user_id)
    },
  }
}
