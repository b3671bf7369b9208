import { setTimeout as sleep } from 'node:timers/promises'
import type { Payload } from './payload.ts'
import { badRequest, forbidden, Refusal } from './refusal.ts'
import type { Fault, FaultRule } from './types.ts'

/** The connection is closed without an answer. */
export class Cut extends Error {}

export interface Faults {
  add(rule: FaultRule): void
  /** The fault planned for this call, if any; it is used up by one. */
  take(method: string, payload: Payload): Fault | undefined
}

export function makeFaults(): Faults {
  const rules: (FaultRule & { times: number })[] = []
  return {
    add: (rule) => void rules.push({ times: 1, ...rule }),
    take: (method, payload) => {
      const rule = rules.find((one) => one.times > 0 && matches(one, method, payload))
      if (!rule) return undefined
      rule.times -= 1
      return rule.how
    },
  }
}

/** A rule without a method leaves `getUpdates` alone; `cant_parse` only meets texts that ask to be parsed. */
function matches(rule: FaultRule, method: string, payload: Payload): boolean {
  if (rule.method ? rule.method !== method : method === 'getUpdates') return false
  if (rule.chat_id !== undefined && rule.chat_id !== payload.integer('chat_id')) return false
  return rule.how.kind !== 'cant_parse' || payload.text('parse_mode') !== undefined
}

/** Does what the fault says around the call itself. */
export async function withFault<T>(
  fault: Fault | undefined,
  call: () => T | Promise<T>,
  gone: AbortSignal,
): Promise<T> {
  if (!fault) return call()
  switch (fault.kind) {
    case 'refuse':
      throw new Cut()
    case 'hang':
      await pause(fault.ms, gone)
      throw new Cut()
    case 'deliver_then_cut':
      await call()
      throw new Cut()
    case 'slow':
      await pause(fault.ms, gone)
      return call()
    default:
      throw refusalOf(fault)
  }
}

async function pause(ms: number, gone: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: gone }).catch(() => undefined)
}

function refusalOf(fault: Exclude<Fault, { kind: 'refuse' | 'hang' | 'deliver_then_cut' | 'slow' }>): Refusal {
  switch (fault.kind) {
    case '429':
      return new Refusal(429, `Too Many Requests: retry after ${fault.retry_after}`, { retry_after: fault.retry_after })
    case '500':
      return new Refusal(500, 'Internal Server Error')
    case '403':
      return forbidden('bot was blocked by the user')
    case '401':
      return new Refusal(401, 'Unauthorized')
    case 'migrate':
      return new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: fault.to,
      })
    case 'cant_parse':
      return badRequest('can\'t parse entities: Unsupported start tag "x" at byte offset 0')
  }
}
