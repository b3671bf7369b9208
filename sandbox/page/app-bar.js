import { roundButton } from './composer.js'
import { openMenu } from './dialog.js'
import { el } from './dom.js'

/**
 * The bar over the app: Back or Close, its name, and a menu.
 * @param {{
 *   title: string,
 *   words: import('./words.js').Words,
 *   phone: HTMLElement,
 *   state: { back: boolean },
 *   onBack: () => void,
 *   onClose: () => void,
 *   actions: () => { text: string, act: () => void }[],
 * }} options
 */
export function makeBar({ title, words, phone, state, onBack, onClose, actions }) {
  const element = el('header', { className: 'bar' })
  const more = () => openMenu(phone, [...actions(), ...(state.back ? [{ text: words.close, act: onClose }] : [])])

  function draw() {
    const first = state.back ? roundButton('back', words.back, onBack) : roundButton('close', words.close, onClose)
    element.replaceChildren(first, el('h1', {}, title), roundButton('more', words.more, more))
  }

  return { element, draw }
}
