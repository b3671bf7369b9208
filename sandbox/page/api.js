/**
 * @typedef {import('../telegram/types.ts').ChatScreen} ChatScreen
 * @typedef {import('../telegram/types.ts').ChatMessage} ChatMessage
 * @typedef {import('../telegram/types.ts').CallbackAnswer} CallbackAnswer
 * @typedef {import('../telegram/types.ts').Change} Change
 * @typedef {import('../telegram/types.ts').NewUser} User
 * @typedef {{ username: string, name: string, has_app: boolean }} Bot
 * @typedef {{ user: number, bot: string }} Chat
 */

/**
 * @param {string} name
 * @param {Record<string, string | number | undefined>} [input]
 * @returns {Promise<any>}
 */
export function read(name, input = {}) {
  return call(`${name}?${queryOf(input)}`, {})
}

/**
 * @param {string} name
 * @param {object} input
 * @returns {Promise<any>}
 */
export function write(name, input) {
  return call(name, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) })
}

/**
 * @param {Chat} chat
 * @param {File} file
 */
export function upload(chat, file) {
  const type = file.type || 'application/octet-stream'
  return call(`upload?${queryOf({ ...chat, name: file.name, type })}`, { method: 'POST', body: file })
}

/**
 * @param {number} user
 * @param {string} file_id
 */
export function fileUrl(user, file_id) {
  return `/sandbox/api/file?${queryOf({ user, id: file_id })}`
}

/** @param {(change: Change | undefined) => void} listener gets nothing when the line was lost and is back */
export function listen(listener) {
  const source = new EventSource('/sandbox/api/events')
  source.onopen = () => listener(undefined)
  source.onmessage = ({ data }) => listener(JSON.parse(data))
}

/** @param {Record<string, string | number | undefined>} input */
function queryOf(input) {
  const known = Object.entries(input).filter(([, value]) => value !== undefined)
  return new URLSearchParams(known.map(([name, value]) => [name, String(value)])).toString()
}

/**
 * @param {string} path
 * @param {RequestInit} init
 */
async function call(path, init) {
  const response = await fetch(`/sandbox/api/${path}`, init)
  const body = await response.json()
  if (!response.ok) throw new Error(body.error)
  return body
}
