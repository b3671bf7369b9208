import { el } from './dom.js'

/**
 * A question over the page or a part of it; resolves to the id of the button pressed, nothing when it was dismissed.
 * @param {{ title?: string | undefined, text: string, buttons: { id: string, text: string, type?: string | undefined }[] }} question
 * @param {HTMLElement} [parent]
 * @returns {Promise<string | undefined>}
 */
export function ask({ title, text, buttons }, parent = document.body) {
  return new Promise((resolve) => {
    const choices = buttons.map((button) =>
      el(
        'button',
        { type: 'button', 'data-type': button.type, onclick: () => dialog.close(`:${button.id}`) },
        button.text,
      ),
    )
    const heading = title ? el('h2', {}, title) : undefined
    const dialog = el(
      'dialog',
      { className: 'dialog', 'aria-label': title || text },
      heading,
      el('p', {}, text),
      el('menu', {}, ...choices),
    )
    dialog.addEventListener('click', (event) => event.target === dialog && isOutside(dialog, event) && dialog.close())
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(dialog.returnValue.startsWith(':') ? dialog.returnValue.slice(1) : undefined)
    })
    const { left, right } = parent.getBoundingClientRect()
    dialog.style.left = `${left}px`
    dialog.style.right = `${innerWidth - right}px`
    parent.append(dialog)
    dialog.showModal()
  })
}

/**
 * @param {HTMLElement} element
 * @param {MouseEvent} event
 */
function isOutside(element, { clientX, clientY }) {
  const { left, right, top, bottom } = element.getBoundingClientRect()
  return clientX < left || clientX > right || clientY < top || clientY > bottom
}

/**
 * A short list of actions; closes by a choice, Escape, or a press elsewhere.
 * @param {HTMLElement} parent
 * @param {{ text: string, act: () => void }[]} actions
 */
export function openMenu(parent, actions) {
  const close = () => {
    menu.remove()
    removeEventListener('pointerdown', onPointer, true)
    removeEventListener('keydown', onKey, true)
  }
  const items = actions.map(({ text, act }) =>
    el('button', { type: 'button', role: 'menuitem', onclick: () => (close(), act()) }, text),
  )
  const menu = el('div', { className: 'menu', role: 'menu' }, ...items)
  /** @param {PointerEvent} event */
  const onPointer = (event) => event.target instanceof Node && !menu.contains(event.target) && close()
  /** @param {KeyboardEvent} event */
  const onKey = (event) => event.key === 'Escape' && close()
  addEventListener('pointerdown', onPointer, true)
  addEventListener('keydown', onKey, true)
  parent.append(menu)
  items[0]?.focus()
}

/**
 * A word that goes away by itself.
 * @param {HTMLElement} parent
 * @param {string} text
 */
export function toast(parent, text) {
  parent.querySelector('.toast')?.remove()
  const note = el('div', { className: 'toast', role: 'status' }, text)
  parent.append(note)
  setTimeout(() => note.remove(), 3500)
}
