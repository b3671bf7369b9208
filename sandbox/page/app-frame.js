import { el } from './dom.js'

/** How long the app has to answer a wish to reload before it is reloaded anyway, as in Telegram Web. */
const RELOAD_MS = 500
const MAY =
  'allow-scripts allow-same-origin allow-popups allow-forms allow-modals allow-storage-access-by-user-activation'

/**
 * The frame the app lives in, with Telegram Web's rights, and the protocol of reloading it.
 * @param {{ src: string, title: string }} options
 */
export function makeFrame({ src, title }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  const element = el('iframe', { title, allow: 'camera; microphone; geolocation; clipboard-write' })
  element.setAttribute('sandbox', MAY)
  element.src = src

  function load() {
    clearTimeout(timer)
    element.addEventListener('load', () => (element.src = src), { once: true })
    element.src = 'about:blank'
  }

  return {
    element,
    load,
    /** @param {() => void} ask tells the app to get ready and call for `load` itself */
    reload(ask) {
      ask()
      timer = setTimeout(load, RELOAD_MS)
    },
  }
}
