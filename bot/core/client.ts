import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiClientOptions, Transformer } from 'grammy'
import { makePace } from './pace.ts'

const ANSWER_WITHIN_SECONDS = 4
/** Longer waits are left to the inbox, which tries the update again later. */
const LONGEST_WAIT_SECONDS = 2

/**
 * How the bot reaches Telegram. Keeping its pace and waiting out a 429 happen below grammY's API:
 * transformers are not inherited by conversations and would wait again at each replay.
 */
export function clientOptions(api_root: string, patience = ANSWER_WITHIN_SECONDS): ApiClientOptions {
  const call = patientFetch(makePace()) as NonNullable<ApiClientOptions['fetch']>
  return { apiRoot: api_root, timeoutSeconds: patience, fetch: call }
}

/** Refusals that only say that there is nothing left to do. Without side effects: conversations run it again at each replay. */
export const forgiving: Transformer = async (prev, method, payload, signal) => {
  const answer = await prev(method, payload, signal)
  if (answer.ok || !NOTHING_LEFT.test(answer.description)) return answer
  return { ok: true, result: true as never }
}
const NOTHING_LEFT = /message is not modified|query is too old|query ID is invalid|message to edit not found/i

function patientFetch(pace: ReturnType<typeof makePace>) {
  return async (url: string, init: RequestInit): Promise<Response> => {
    const { signal, ...rest } = init
    const own = nativeSignal(signal ?? undefined)
    // Node asks for `duplex` with a streamed body; the DOM's types do not know it.
    const options: RequestInit & { duplex: 'half' } = { ...rest, signal: own, duplex: 'half' }
    const ask = () => fetch(url, options)
    if (typeof init.body !== 'string') return ask()
    if (url.endsWith('/sendMessage')) await pace(chatOf(init.body), own)
    const answer = await ask()
    if (answer.status !== 429) return answer
    const seconds = await retryAfter(answer.clone())
    if (seconds > LONGEST_WAIT_SECONDS) return answer
    await sleep(seconds * 1000, undefined, { signal: own })
    return ask()
  }
}

const chatOf = (body: string) => (JSON.parse(body) as { chat_id?: unknown }).chat_id

/** grammY's signal comes from a package of its own, which Node's fetch does not take. */
function nativeSignal(signal: AbortSignal | undefined): AbortSignal {
  const ending = new AbortController()
  if (signal?.aborted) ending.abort()
  signal?.addEventListener('abort', () => ending.abort())
  return ending.signal
}

async function retryAfter(answer: Response): Promise<number> {
  const { parameters } = (await answer.json()) as { parameters?: { retry_after?: number } }
  return parameters?.retry_after ?? 1
}
