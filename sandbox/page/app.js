import { read } from './api.js'
import { contentInsets, events } from './app-events.js'
import { makeBottom } from './bottom.js'
import { makeBridge } from './bridge.js'
import { makeCloud } from './cloud.js'
import { roundButton } from './composer.js'
import { ask, openMenu } from './dialog.js'
import { el, find } from './dom.js'
import { openOut, targetOf } from './links.js'
import { chooseTheme, language, onThemeChange, theme } from './settings.js'
import { wordsOf } from './words.js'

/** How long the app has to answer a wish to reload before it is reloaded anyway, as in Telegram Web. */
const RELOAD_MS = 500
const FRAME_MAY =
  'allow-scripts allow-same-origin allow-popups allow-forms allow-modals allow-storage-access-by-user-activation'

const query = new URLSearchParams(location.search)
const chat = { user: Number(query.get('user')), bot: query.get('bot') ?? '' }
const embedded = query.has('embedded') && parent !== window
const words = wordsOf(language())
const phone = find('#phone')
/** @type {{ header: string | undefined, bg: string | undefined, bottom: string | undefined }} */
let colours = { header: undefined, bg: undefined, bottom: undefined }
let startapp = query.get('startapp') ?? undefined
let url = query.get('url') ?? undefined

/** @type {{ people: import('./api.js').User[], bots: import('./api.js').Bot[] }} */
const { bots } = await read('people')
const bot = bots.find(({ username }) => username === chat.bot) ?? bots[0]
if (bot && !query.has('bot')) chat.bot = bot.username

document.documentElement.lang = language()
document.title = bot?.name ?? words.title
setSize(query.get('size') ?? (embedded || innerWidth < 480 ? 'wide' : 'phone'))
let stop = await openApp()

async function openApp() {
  /** @type {{ src: string, origin: string, themes: Record<'light' | 'dark', Record<string, string>> }} */
  const { src, origin, themes } = await read('launch', { ...chat, theme: theme(), startapp, url })
  const state = { back: false, settings: false, confirm: false, reloads: false }
  const frame = el('iframe', { src, title: bot?.name ?? '', allow: 'camera; microphone; geolocation; clipboard-write' })
  frame.setAttribute('sandbox', FRAME_MAY)
  const bar = el('header', { className: 'bar' })
  const placeholder = el('div', { className: 'placeholder' }, el('span', {}, bot?.name.slice(0, 1)))
  const params = () => themes[theme()]
  const bottom = makeBottom({
    main: () => bridge.tell('main_button_pressed'),
    secondary: () => bridge.tell('secondary_button_pressed'),
    theme: params,
  })
  const bridge = makeBridge(frame, origin, (type, data) => events[type]?.(host, data))

  /** @type {import('./app-events.js').Host} */
  const host = {
    tell: bridge.tell,
    chat,
    words,
    cloud: makeCloud(chat.user, chat.bot),
    phone,
    state,
    button_text: query.get('button_text') ?? '',
    setButton: (name, change) => bottom.set(name, change),
    setColour: (part, { color, color_key }) => {
      colours[part] = color ?? (color_key ? `key:${color_key}` : undefined)
      paint()
    },
    setFullscreen: (on) => {
      document.body.toggleAttribute('data-fullscreen', on)
      bridge.tell('fullscreen_changed', { is_fullscreen: on })
      bridge.tell('content_safe_area_changed', contentInsets())
    },
    drawBar,
    ready: () => placeholder.remove(),
    viewport: () => ({
      width: frame.clientWidth,
      height: frame.clientHeight,
      is_expanded: true,
      is_state_stable: true,
    }),
    theme: params,
    pulse,
    leave,
    openLink: (link) => openOut(link),
    reload: load,
    close,
  }

  function paint() {
    const {
      bg_color = '',
      secondary_bg_color = '',
      header_bg_color = '',
      bottom_bar_bg_color = bg_color,
      text_color = '',
    } = params()
    document.documentElement.dataset.theme = theme()
    /** @param {string | undefined} chosen */
    const colour = (chosen) => (chosen?.startsWith('key:') ? params()[chosen.slice(4)] : chosen)
    phone.style.setProperty('--app-header', colour(colours.header) ?? header_bg_color)
    phone.style.setProperty('--app-bg', colour(colours.bg) ?? secondary_bg_color)
    phone.style.setProperty('--app-bottom', colour(colours.bottom) ?? bottom_bar_bg_color)
    phone.style.setProperty('--app-header-text', text_color)
    bottom.draw()
  }

  function drawBar() {
    const leftmost = state.back
      ? roundButton('back', words.back, () => bridge.tell('back_button_pressed'))
      : roundButton('close', words.close, close)
    bar.replaceChildren(leftmost, el('strong', {}, bot?.name), roundButton('more', words.more, more))
  }

  function more() {
    const other = document.body.dataset.size === 'phone' ? 'wide' : 'phone'
    openMenu(phone, [
      ...(state.settings ? [{ text: words.settings, act: () => bridge.tell('settings_button_pressed') }] : []),
      { text: words.reload, act: reload },
      { text: words.theme, act: () => chooseTheme(theme() === 'dark' ? 'light' : 'dark') },
      ...(embedded ? [] : [{ text: words[other], act: () => setSize(other) }]),
      ...(state.back ? [{ text: words.close, act: close }] : []),
    ])
  }

  function reload() {
    if (!state.reloads) return load()
    bridge.tell('reload_iframe')
    setTimeout(() => !frame.dataset.reloaded && load(), RELOAD_MS)
    delete frame.dataset.reloaded
  }

  function load() {
    frame.dataset.reloaded = 'true'
    bottom.reset()
    Object.assign(state, { back: false, settings: false, confirm: false, reloads: false })
    drawBar()
    frame.addEventListener('load', () => (frame.src = src), { once: true })
    frame.src = 'about:blank'
  }

  async function close() {
    const buttons = [
      { id: 'stay', text: words.cancel },
      { id: 'close', type: 'destructive', text: words.close_anyway },
    ]
    if (state.confirm && (await ask({ title: words.closing_title, text: words.closing, buttons }, phone)) !== 'close')
      return
    leave({ kind: 'closed' })
  }

  const resized = new ResizeObserver(() => bridge.tell('viewport_changed', host.viewport()))
  const seen = () => bridge.tell('visibility_changed', { is_visible: !document.hidden })
  const themed = () => {
    paint()
    bridge.tell('theme_changed', { theme_params: params() })
  }
  resized.observe(frame)
  document.addEventListener('visibilitychange', seen)
  const unthemed = onThemeChange(themed)
  colours = { header: undefined, bg: undefined, bottom: undefined }
  drawBar()
  phone.replaceChildren(bar, frame, placeholder, bottom.element)
  paint()
  frame.addEventListener('load', () => setTimeout(host.ready, 1500))

  return () => {
    resized.disconnect()
    document.removeEventListener('visibilitychange', seen)
    unthemed()
    bridge.close()
    document.body.removeAttribute('data-fullscreen')
  }
}

/**
 * Leaves the app: the chat page takes it from here; alone, the host stays with what it can do itself.
 * @param {{ kind?: string, url?: string }} message
 */
function leave(message) {
  if (embedded) return parent.postMessage(message, location.origin)
  const target = message.url ? targetOf(message.url, [chat.bot]) : undefined
  if (target?.kind === 'out') return openOut(target.url)
  stop()
  url = undefined
  startapp = target?.kind === 'app' ? target.startapp : undefined
  if (target?.kind === 'app') return void again()
  phone.replaceChildren(
    el(
      'div',
      { className: 'closed' },
      words.closed,
      el('button', { type: 'button', onclick: again }, words.open_again),
    ),
  )
}

async function again() {
  stop = await openApp()
}

/** @param {string} size */
function setSize(size) {
  document.body.dataset.size = size
}

/** @param {string} kind */
function pulse(kind) {
  const dot = el('span', { className: 'pulse', 'data-kind': kind })
  dot.addEventListener('animationend', () => dot.remove())
  phone.append(dot)
}
