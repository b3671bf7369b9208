import { el } from './dom.js'

/**
 * The Mini App's host over a chat. What the host asks of the chat is heard from its own window only.
 * @param {HTMLElement} parent
 * @param {{ onLink: (url: string) => void, onInline: (query: string) => void }} options
 */
export function makeAppLayer(parent, { onLink, onInline }) {
  /** @type {HTMLIFrameElement | undefined} */
  let frame
  addEventListener('message', hear)

  function close() {
    frame?.parentElement?.remove()
    frame = undefined
  }

  /** @param {MessageEvent} event */
  function hear({ source, origin, data }) {
    if (!frame || source !== frame.contentWindow || origin !== location.origin) return
    if (!['closed', 'link', 'inline'].includes(data.kind)) return
    close()
    if (data.kind === 'link') onLink(data.url)
    if (data.kind === 'inline') onInline(data.query)
  }

  return {
    /**
     * @param {Record<string, string | undefined>} what the host's query, see `mountSandbox`
     * @param {string} title
     */
    open(what, title) {
      close()
      const query = new URLSearchParams({ embedded: '1' })
      for (const [name, value] of Object.entries(what)) if (value) query.set(name, value)
      frame = el('iframe', { src: `/sandbox/app?${query}`, title, allow: 'clipboard-write' })
      parent.append(el('div', { className: 'app-layer' }, frame))
    },
    destroy: () => removeEventListener('message', hear),
  }
}
