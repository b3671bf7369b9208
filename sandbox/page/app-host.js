import { makeBar } from './app-bar.js'
import { makeColours } from './app-colours.js'
import { contentInsets, events } from './app-events.js'
import { makeFrame } from './app-frame.js'
import { makeBottom } from './bottom.js'
import { makeBridge } from './bridge.js'
import { makeCloud } from './cloud.js'
import { ask } from './dialog.js'
import { el } from './dom.js'
import { openOut } from './links.js'
import { chooseTheme, onThemeChange, theme } from './settings.js'

/** An app that forgets to say it is ready is shown after this time. */
const READY_MS = 1500

/**
 * @typedef {{
 *   launch: { src: string, origin: string, themes: Record<'light' | 'dark', Record<string, string>> },
 *   chat: import('./api.js').Chat,
 *   title: string,
 *   button_text: string,
 *   words: import('./words.js').Words,
 *   phone: HTMLElement,
 *   actions: () => { text: string, act: () => void }[],
 *   leave: (message: { kind: string, url?: string, query?: string }) => void,
 * }} Options
 */

/**
 * Shows the app in the phone and speaks Telegram Web's protocol with it; returns what ends it.
 * @param {Options} options
 */
export function showApp({ launch, chat, title, button_text, words, phone, actions, leave }) {
  const params = () => launch.themes[theme()]
  const state = { back: false, settings: false, confirm: false, reloads: false }
  const frame = makeFrame({ src: launch.src, title })
  const placeholder = el('div', { className: 'placeholder' }, el('span', {}, title.slice(0, 1)))
  const colours = makeColours(phone, params)
  const bridge = makeBridge(frame.element, launch.origin, (type, data) => events[type]?.(host, data))
  const bottom = makeBottom({
    main: () => bridge.tell('main_button_pressed'),
    secondary: () => bridge.tell('secondary_button_pressed'),
    theme: params,
  })
  const bar = makeBar({
    title,
    words,
    phone,
    state,
    onBack: () => bridge.tell('back_button_pressed'),
    onClose: close,
    actions: () => [...own(), ...actions()],
  })

  /** @type {import('./app-events.js').Host} */
  const host = {
    chat,
    words,
    phone,
    state,
    button_text,
    leave,
    close,
    reload: load,
    tell: bridge.tell,
    cloud: makeCloud(chat.user, chat.bot),
    setButton: bottom.set,
    setColour: colours.set,
    setFullscreen,
    drawBar: bar.draw,
    ready: () => placeholder.remove(),
    viewport: () => viewportOf(frame.element),
    theme: params,
    pulse: (kind) => pulse(phone, kind),
    openLink: openOut,
  }

  function own() {
    const settings = { text: words.settings, act: () => bridge.tell('settings_button_pressed') }
    const reload = {
      text: words.reload,
      act: () => (state.reloads ? frame.reload(() => bridge.tell('reload_iframe')) : load()),
    }
    const other = { text: words.theme, act: () => chooseTheme(theme() === 'dark' ? 'light' : 'dark') }
    return state.settings ? [settings, reload, other] : [reload, other]
  }

  function load() {
    Object.assign(state, { back: false, settings: false, confirm: false, reloads: false })
    bottom.reset()
    bar.draw()
    frame.load()
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

  /** @param {boolean} on */
  function setFullscreen(on) {
    document.body.toggleAttribute('data-fullscreen', on)
    bridge.tell('fullscreen_changed', { is_fullscreen: on })
    bridge.tell('content_safe_area_changed', contentInsets())
  }

  function paint() {
    document.documentElement.dataset.theme = theme()
    colours.paint()
    bottom.draw()
  }

  bar.draw()
  paint()
  phone.replaceChildren(bar.element, frame.element, placeholder, bottom.element)
  frame.element.addEventListener('load', () => setTimeout(host.ready, READY_MS))
  const unwatch = watch(frame.element, bridge.tell, () => {
    paint()
    bridge.tell('theme_changed', { theme_params: params() })
  })
  return () => {
    unwatch()
    bridge.close()
    document.body.removeAttribute('data-fullscreen')
  }
}

/**
 * Tells the app when its size, its visibility or the theme changes.
 * @param {HTMLIFrameElement} frame
 * @param {import('./app-events.js').Host['tell']} tell
 * @param {() => void} onTheme
 */
function watch(frame, tell, onTheme) {
  const stop = new AbortController()
  const resized = new ResizeObserver(() => tell('viewport_changed', viewportOf(frame)))
  const seen = () => tell('visibility_changed', { is_visible: !document.hidden })
  resized.observe(frame)
  document.addEventListener('visibilitychange', seen, { signal: stop.signal })
  const unthemed = onThemeChange(onTheme)
  return () => {
    resized.disconnect()
    stop.abort()
    unthemed()
  }
}

/** @param {HTMLIFrameElement} frame */
function viewportOf({ clientWidth: width, clientHeight: height }) {
  return { width, height, is_expanded: true, is_state_stable: true }
}

/**
 * Shows a haptic tap, which this machine can't make.
 * @param {HTMLElement} phone
 * @param {string} kind
 */
function pulse(phone, kind) {
  const dot = el('span', { className: 'pulse', 'data-kind': kind })
  dot.addEventListener('animationend', () => dot.remove())
  phone.append(dot)
}
