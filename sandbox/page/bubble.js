import { fileUrl } from './api.js'
import { el, icon } from './dom.js'
import { richText } from './entities.js'

/**
 * @typedef {import('./api.js').ChatMessage} ChatMessage
 * @typedef {import('./words.js').Words} Words
 * @typedef {{
 *   user: number, language: string, words: Words,
 *   replied?: ChatMessage | undefined,
 *   onPress: (place: { row: number, column: number }) => Promise<void>,
 * } & import('./entities.js').Taps} Look
 */

/**
 * One message of the chat.
 * @param {ChatMessage} message
 * @param {Look} look
 */
export function bubble(message, look) {
  if (message.from === 'service') return el('div', { className: 'note' }, serviceText(message, look.words))
  const { text, entities, forwarded, file, reactions } = message
  return el(
    'article',
    { className: message.from === 'person' ? 'message own' : 'message', 'data-id': message.message_id },
    el(
      'div',
      { className: 'bubble' },
      forwarded && el('span', { className: 'origin' }, look.words.forwarded),
      look.replied && el('span', { className: 'quote' }, look.replied.text),
      file && attachment(file, look.user),
      text !== '' && el('span', { className: 'words' }, ...richText(text, entities, look)),
      reactions.length > 0 && el('span', { className: 'reactions' }, reactions.join(' ')),
      meta(message, look),
    ),
    message.keyboard.length > 0 && keyboard(message, look),
  )
}

/**
 * @param {ChatMessage} message
 * @param {Look} look
 */
function meta({ sent_at, edited_at }, { words, language }) {
  const time = new Date(sent_at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' })
  return el('span', { className: 'meta' }, edited_at ? `${words.edited} ${time}` : time)
}

/**
 * @param {ChatMessage} message
 * @param {Look} look
 */
function keyboard(message, { onPress }) {
  const rows = message.keyboard.map((row, y) =>
    el('div', {}, ...row.map((button, x) => inlineButton(button, () => onPress({ row: y, column: x })))),
  )
  return el('div', { className: 'keyboard' }, ...rows)
}

/**
 * @param {ChatMessage['keyboard'][number][number]} button
 * @param {() => Promise<void>} press
 */
function inlineButton(button, press) {
  const style = 'style' in button ? button.style : undefined
  const mark = 'url' in button ? icon('link') : 'web_app' in button ? icon('app') : undefined
  const element = el('button', { type: 'button', 'data-style': style }, button.text, mark)
  element.onclick = async () => {
    if (element.ariaBusy === 'true') return
    element.ariaBusy = 'true'
    await press().finally(() => (element.ariaBusy = null))
  }
  return element
}

/**
 * @param {NonNullable<ChatMessage['file']>} file
 * @param {number} user
 */
function attachment({ file_id, kind, name, size, type }, user) {
  const href = fileUrl(user, file_id)
  if (kind === 'photo' && type.startsWith('image/')) return el('img', { className: 'photo', src: href, alt: name })
  const about = el('span', {}, name, el('small', {}, `${Math.max(1, Math.round(size / 1024))} KB`))
  return el('a', { className: 'file', href, download: name }, icon('file'), about)
}

/**
 * @param {ChatMessage} message
 * @param {Words} words
 */
function serviceText({ service }, words) {
  return service === 'web_app_data' ? words.data_sent : words.access_allowed
}
