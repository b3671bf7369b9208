import { randomBytes } from 'node:crypto'
import { isObject } from '../payload.ts'
import { badRequest } from '../refusal.ts'
import { seconds } from '../state.ts'
import type { Methods } from './method.ts'

/** How long a press or an inline query may wait for its answer, in milliseconds. */
const WAITS_FOR = 60_000
const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid'

export const queries: Methods = {
  answerCallbackQuery: (state, bot, payload) => {
    const id = payload.text('callback_query_id') ?? ''
    const query = state.callbacks.get(id)
    if (!query || query.bot_id !== bot.id || state.now() - query.asked_at > WAITS_FOR) throw badRequest(TOO_OLD)
    const text = payload.text('text')
    if (text && text.length > 200) throw badRequest('MESSAGE_TOO_LONG')
    const url = payload.text('url')
    query.answer({ show_alert: payload.flag('show_alert'), ...(text && { text }), ...(url && { url }) })
    return true
  },
  answerInlineQuery: (state, bot, payload) => {
    const query = state.inlineQueries.get(payload.text('inline_query_id') ?? '')
    if (!query || query.bot_id !== bot.id || state.now() - query.asked_at > WAITS_FOR) throw badRequest(TOO_OLD)
    const results = (payload.list('results') ?? []).filter(isObject)
    if (results.length > 50) throw badRequest('RESULTS_TOO_MUCH')
    const ids = results.map(({ id }) => String(id))
    if (new Set(ids).size < ids.length) throw badRequest('RESULT_ID_DUPLICATE')
    if (ids.some((id) => id === '' || Buffer.byteLength(id) > 64)) throw badRequest('RESULT_ID_INVALID')
    query.answer(results)
    return true
  },
  savePreparedInlineMessage: (state, _bot, payload) => {
    if (!state.users.has(payload.integer('user_id') ?? 0)) throw badRequest('USER_ID_INVALID')
    const result = payload.object('result')
    if (!result) throw badRequest("can't parse InlineQueryResult JSON object")
    const id = randomBytes(12).toString('base64url')
    return { id, expiration_date: seconds(state) + 3600 }
  },
}
