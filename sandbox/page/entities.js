import { el } from './dom.js'

/** @typedef {import('./api.js').ChatMessage['entities'][number]} Entity */
/** @typedef {{ onLink: (url: string) => void, onCommand: (text: string) => void }} Taps */

/** @type {Record<string, keyof HTMLElementTagNameMap>} */
const TAGS = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
}

/**
 * A text with its entities as nodes: nested ones inside each other, offsets in UTF-16 units.
 * @param {string} text
 * @param {Entity[]} entities outer ones first
 * @param {Taps} taps
 * @returns {(Node | string)[]}
 */
export function richText(text, entities, taps) {
  return render(0, text.length, entities)

  /**
   * @param {number} from
   * @param {number} to
   * @param {Entity[]} inside
   * @returns {(Node | string)[]}
   */
  function render(from, to, inside) {
    /** @type {(Node | string)[]} */
    const nodes = []
    let at = from
    for (let n = 0; n < inside.length; n++) {
      const entity = inside[n]
      if (!entity || entity.offset < at) continue
      const end = Math.min(entity.offset + entity.length, to)
      if (entity.offset > at) nodes.push(text.slice(at, entity.offset))
      const children = inside.slice(n + 1).filter((other) => other.offset < end)
      nodes.push(wrap(entity, text.slice(entity.offset, end), render(entity.offset, end, children), taps))
      at = end
    }
    if (at < to) nodes.push(text.slice(at, to))
    return nodes
  }
}

/**
 * @param {Entity} entity
 * @param {string} raw
 * @param {(Node | string)[]} children
 * @param {Taps} taps
 * @returns {Node}
 */
function wrap(entity, raw, children, { onLink, onCommand }) {
  switch (entity.type) {
    case 'text_link':
      return link(entity.url, children, onLink)
    case 'url':
      return link(raw, children, onLink)
    case 'mention':
      return link(`https://t.me/${raw.slice(1)}`, children, onLink)
    case 'bot_command':
      return el('button', { type: 'button', className: 'command', onclick: () => onCommand(raw) }, ...children)
    case 'spoiler': {
      const spoiler = el('span', { className: 'spoiler' }, ...children)
      spoiler.onclick = () => spoiler.classList.add('open')
      return spoiler
    }
    default:
      return el(TAGS[entity.type] ?? 'span', {}, ...children)
  }
}

/**
 * @param {string} url
 * @param {(Node | string)[]} children
 * @param {(url: string) => void} onLink
 */
function link(url, children, onLink) {
  const safe = /^(https?|tg):/i.test(url) ? url : `https://${url}`
  const anchor = el('a', { href: safe, rel: 'noopener noreferrer' }, ...children)
  anchor.onclick = (event) => {
    event.preventDefault()
    onLink(safe)
  }
  return anchor
}
