/**
 * Where a link leads: to the Mini App of a bot, to its chat, or out of Telegram.
 * @typedef {{ kind: 'app', bot: string, startapp: string } | { kind: 'chat', bot: string, start?: string } | { kind: 'out', url: string }} Target
 */

/**
 * @param {string} address
 * @param {string[]} bots usernames known here
 * @returns {Target}
 */
export function targetOf(address, bots) {
  const url = URL.parse(address, 'https://t.me')
  if (!url) return { kind: 'out', url: address }
  const named =
    url.protocol === 'tg:' ? url.searchParams.get('domain') : isTelegram(url) ? url.pathname.split('/')[1] : undefined
  const bot = bots.find((username) => username.toLowerCase() === named?.toLowerCase())
  if (!bot) return { kind: 'out', url: url.href }
  const startapp = url.searchParams.get('startapp')
  if (startapp !== null) return { kind: 'app', bot, startapp }
  const start = url.searchParams.get('start')
  return start === null ? { kind: 'chat', bot } : { kind: 'chat', bot, start }
}

/** @param {URL} url */
function isTelegram({ hostname }) {
  return hostname === 't.me' || hostname === 'telegram.me'
}

/** @param {string} url */
export function openOut(url) {
  if (/^https?:/i.test(url)) open(url, '_blank', 'noopener,noreferrer')
}
