import { el } from './dom.js'

/** @typedef {{ is_visible?: boolean, is_active?: boolean, is_progress_visible?: boolean, text?: string, color?: string, text_color?: string, has_shine_effect?: boolean, position?: string }} Button */

/**
 * The main and the secondary button under the app.
 * @param {{ main: () => void, secondary: () => void, theme: () => Record<string, string> }} options
 */
export function makeBottom({ main, secondary, theme }) {
  /** @type {{ main: Button, secondary: Button }} */
  const state = { main: {}, secondary: {} }
  const element = el('div', { className: 'bottom', hidden: true })

  function draw() {
    const { position = 'left' } = state.secondary
    const both = isShown(state.main) && isShown(state.secondary)
    const buttons = [
      isShown(state.main) && button(state.main, main, [theme().button_color, theme().button_text_color]),
      isShown(state.secondary) && button(state.secondary, secondary, ['transparent', theme().accent_text_color]),
    ]
    if (position === 'left' || position === 'top') buttons.reverse()
    element.dataset.layout = both && (position === 'left' || position === 'right') ? 'side' : 'stack'
    element.replaceChildren(...buttons.filter((one) => one !== false))
    element.hidden = element.children.length === 0
  }

  return {
    element,
    draw,
    /**
     * @param {'main' | 'secondary'} name
     * @param {Button} change
     */
    set(name, change) {
      Object.assign(state[name], change)
      draw()
    },
    reset() {
      state.main = {}
      state.secondary = {}
      draw()
    },
  }
}

/** @param {Button} button */
function isShown({ is_visible, text }) {
  return is_visible === true && (text ?? '').trim() !== ''
}

/**
 * @param {Button} state
 * @param {() => void} onclick
 * @param {(string | undefined)[]} colours
 */
function button(state, onclick, [background = '', text = '']) {
  const busy = state.is_progress_visible === true
  const element = el('button', {
    type: 'button',
    onclick,
    disabled: state.is_active === false || busy,
    'aria-busy': String(busy),
  })
  element.append(
    busy ? el('span', { className: 'spinner', role: 'progressbar', 'aria-label': state.text }) : (state.text ?? ''),
  )
  element.style.background = state.color ?? background
  element.style.color = state.text_color ?? text
  element.classList.toggle('shine', state.has_shine_effect === true)
  return element
}
