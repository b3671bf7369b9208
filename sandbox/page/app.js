import { read } from './api.js'
import { showApp } from './app-host.js'
import { el, find } from './dom.js'
import { openOut, targetOf } from './links.js'
import { language, theme } from './settings.js'
import { wordsOf } from './words.js'

const query = new URLSearchParams(location.search)
const embedded = query.has('embedded') && parent !== window
const words = wordsOf(language())
const phone = find('#phone')
const bot = await chosenBot()
const title = bot?.name ?? words.title
/** @type {() => void} */
let stop = () => undefined

document.documentElement.lang = language()
document.documentElement.dataset.theme = theme()
document.title = title
setSize(query.get('size') ?? (embedded || innerWidth < 480 ? 'wide' : 'phone'))
await open({ startapp: query.get('startapp') ?? undefined, url: query.get('url') ?? undefined })

async function chosenBot() {
  /** @type {{ bots: import('./api.js').Bot[] }} */
  const { bots } = await read('people')
  return bots.find(({ username }) => username === query.get('bot')) ?? bots[0]
}

/** @param {{ startapp?: string | undefined, url?: string | undefined }} what the start parameter or the page of the app */
async function open(what) {
  const chat = { user: Number(query.get('user')), bot: bot?.username ?? '' }
  const launch = await read('launch', { ...chat, ...what, theme: theme() }).catch(showTrouble)
  if (!launch) return
  stop = showApp({ launch, chat, title, button_text: query.get('button_text') ?? '', words, phone, actions, leave })
}

/** @param {Error} error */
function showTrouble(error) {
  phone.replaceChildren(el('p', { className: 'closed', role: 'alert' }, error.message))
}

function actions() {
  const other = document.body.dataset.size === 'phone' ? 'wide' : 'phone'
  return embedded || innerWidth < 480 ? [] : [{ text: words[other], act: () => setSize(other) }]
}

/**
 * Leaves the app: inside the chat page the chat takes over; alone, the host does what it can itself.
 * @param {{ kind: string, url?: string, query?: string }} message
 */
function leave(message) {
  if (embedded) return parent.postMessage(message, location.origin)
  const target = message.url ? targetOf(message.url, [bot?.username ?? '']) : undefined
  if (target?.kind === 'out') return openOut(target.url)
  stop()
  if (target?.kind === 'app') return void open({ startapp: target.startapp })
  const again = el('button', { type: 'button', onclick: () => open({}) }, words.open_again)
  phone.replaceChildren(el('div', { className: 'closed' }, words.closed, again))
}

/** @param {string} size */
function setSize(size) {
  document.body.dataset.size = size
}
