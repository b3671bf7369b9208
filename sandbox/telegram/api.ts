import type { IncomingMessage, ServerResponse } from 'node:http'
import { Cut, withFault, type Faults } from './faults.ts'
import { methods } from './methods/table.ts'
import { readPayload, type Payload } from './payload.ts'
import type { Polling } from './polling.ts'
import type { RateRules } from './rate-rules.ts'
import { Refusal } from './refusal.ts'
import type { Bot, State } from './state.ts'
import type { Answer, Call } from './types.ts'

const KEPT_CALLS = 50_000

export interface ApiParts {
  state: State
  faults: Faults
  rates: RateRules
  polling: Polling
}

/** One request to the Bot API: https://core.telegram.org/bots/api#making-requests */
export async function serveApi(parts: ApiParts, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', parts.state.apiRoot)
  const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname)
  if (file) return serveFile(parts.state, res, file)
  const match = /^\/bot([^/]+)\/(\w+)\/?$/.exec(url.pathname)
  if (!match) return answerJson(res, refused(404, 'Not Found'))
  const gone = new AbortController()
  res.on('close', () => gone.abort())
  const [, token = '', method = ''] = match
  try {
    const payload = await readPayload(req, url.searchParams)
    answerJson(res, await answerCall(parts, { token: decodeURIComponent(token), method, payload }, gone.signal))
  } catch (error) {
    if (error instanceof Refusal) answerJson(res, error.answer())
    else res.destroy()
  }
}

interface Asked {
  token: string
  method: string
  payload: Payload
}

async function answerCall(
  { state, faults, rates, polling }: ApiParts,
  asked: Asked,
  gone: AbortSignal,
): Promise<Answer> {
  const { token, method, payload } = asked
  const bot = [...state.bots.values()].find((one) => one.token === token)
  const call: Call = { bot: bot?.username ?? 'unknown', method, payload: payload.fields, at: state.now() }
  remember(state, call)
  rates.arrived({ bot: call.bot, method, chat_id: payload.integer('chat_id'), at: call.at })
  try {
    const fault = faults.take(method, payload)
    const result = await withFault(fault, () => run(state, polling, bot, asked, gone), gone)
    call.answer = { ok: true, result }
  } catch (error) {
    if (error instanceof Cut || !(error instanceof Refusal)) throw error
    call.answer = error.answer()
    noteWait(rates, call)
  }
  return call.answer
}

function run(
  state: State,
  polling: Polling,
  bot: Bot | undefined,
  { method, payload }: Asked,
  gone: AbortSignal,
): unknown {
  if (!bot) throw new Refusal(401, 'Unauthorized')
  if (method.toLowerCase() === 'getupdates') return polling.getUpdates(bot, payload, gone)
  const known = methods.get(method.toLowerCase())
  if (!known) throw new Refusal(404, 'Not Found: method not found')
  return known(state, bot, payload)
}

function noteWait(rates: RateRules, { bot, method, answer, at }: Call): void {
  if (!answer || answer.ok || method === 'getUpdates') return
  const seconds = answer.parameters?.retry_after
  if (typeof seconds === 'number') rates.toldToWait(bot, at + seconds * 1000)
}

function remember(state: State, call: Call): void {
  state.calls.push(call)
  if (state.calls.length > KEPT_CALLS) state.calls.splice(0, KEPT_CALLS / 10)
}

function refused(code: number, description: string): Answer {
  return { ok: false, error_code: code, description }
}

function answerJson(res: ServerResponse, answer: Answer): void {
  if (res.destroyed) return
  res.writeHead(answer.ok ? 200 : answer.error_code, { 'content-type': 'application/json' })
  res.end(JSON.stringify(answer))
}

function serveFile(state: State, res: ServerResponse, [, token, path]: RegExpExecArray): void {
  const bot = [...state.bots.values()].find((one) => one.token === token)
  const file = [...state.files.values()].find((one) => one.bot_id === bot?.id && one.path === path)
  if (!file) return answerJson(res, bot ? refused(404, 'Not Found') : refused(401, 'Unauthorized'))
  res.writeHead(200, { 'content-type': 'application/octet-stream' })
  res.end(file.bytes)
}
