import { el, icon } from './dom.js'

/**
 * @typedef {import('./api.js').ChatScreen} ChatScreen
 * @typedef {{
 *   words: import('./words.js').Words,
 *   onSend: (text: string) => void,
 *   onFile: (file: File) => void,
 *   onApp: (url: string | undefined, text: string) => void,
 * }} Options
 */

/**
 * The line one writes in, with the menu of commands and the bot's own keyboard.
 * @param {Options} options
 */
export function makeComposer({ words, onSend, onFile, onApp }) {
  /** @type {ChatScreen | undefined} */
  let screen
  const input = el('textarea', { rows: 1, 'aria-label': words.message, placeholder: words.message })
  const picker = el('input', { type: 'file', hidden: true })
  const menu = el('div', {})
  const commands = el('div', { className: 'commands', hidden: true })
  const keys = el('div', { className: 'reply-keyboard', hidden: true })
  const line = el(
    'form',
    { className: 'composer' },
    menu,
    input,
    picker,
    roundButton('clip', words.attach, () => picker.click()),
    el('button', { type: 'submit', className: 'round send', 'aria-label': words.send }, icon('send')),
  )

  line.onsubmit = (event) => {
    event.preventDefault()
    send(input.value)
  }
  input.onkeydown = (event) => {
    if (event.key === 'Escape') commands.hidden = true
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    send(input.value)
  }
  input.oninput = () => {
    grow()
    offerCommands(/^\/\w*$/.test(input.value) ? input.value.slice(1) : undefined)
  }
  picker.onchange = () => {
    for (const file of picker.files ?? []) onFile(file)
    picker.value = ''
  }

  /** @param {string} text */
  function send(text) {
    if (text.trim() === '') return
    onSend(text)
    input.value = ''
    commands.hidden = true
    grow()
  }

  function grow() {
    input.style.height = '44px'
    input.style.height = `${Math.min(input.scrollHeight, 140)}px`
  }

  /** @param {string | undefined} start */
  function offerCommands(start) {
    const fitting =
      start === undefined ? [] : (screen?.commands ?? []).filter(({ command }) => command.startsWith(start))
    commands.replaceChildren(
      ...fitting.map(({ command, description }) =>
        el(
          'button',
          { type: 'button', onclick: () => send(`/${command}`) },
          `/${command}`,
          el('span', {}, description),
        ),
      ),
    )
    commands.hidden = fitting.length === 0
  }

  function menuButton() {
    const button = screen?.menu_button
    if (button?.type === 'web_app') {
      return el(
        'button',
        { type: 'button', className: 'app-button', onclick: () => onApp(button.web_app.url, button.text) },
        button.text,
      )
    }
    if ((screen?.commands.length ?? 0) === 0) return ''
    return roundButton('menu', words.menu, () => (commands.hidden ? offerCommands('') : (commands.hidden = true)))
  }

  function drawKeyboard() {
    const keyboard = screen?.reply_keyboard
    input.placeholder = keyboard?.placeholder ?? words.message
    keys.hidden = keyboard?.kind !== 'keyboard'
    if (keyboard?.kind !== 'keyboard') return
    keys.replaceChildren(...keyboard.rows.map((row) => el('div', {}, ...row.map(key))))
  }

  /** @param {Extract<NonNullable<ChatScreen['reply_keyboard']>, { rows: unknown }>['rows'][number][number]} button */
  function key(button) {
    const text = typeof button === 'string' ? button : button.text
    const app = typeof button === 'object' && 'web_app' in button ? button.web_app : undefined
    return el('button', { type: 'button', onclick: () => (app ? onApp(app.url, text) : onSend(text)) }, text)
  }

  return {
    element: el('div', {}, commands, line, keys),
    focus: () => input.focus(),
    /** @param {string} text */
    write(text) {
      input.value = text
      input.focus()
    },
    /** @param {ChatScreen} next */
    draw(next) {
      screen = next
      menu.replaceChildren(menuButton())
      drawKeyboard()
    },
  }
}

/**
 * @param {string} name
 * @param {string} label
 * @param {() => void} onclick
 */
export function roundButton(name, label, onclick) {
  return el('button', { type: 'button', className: 'round', 'aria-label': label, title: label, onclick }, icon(name))
}
