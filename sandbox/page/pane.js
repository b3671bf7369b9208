import { read, upload, write } from './api.js'
import { bubble } from './bubble.js'
import { makeComposer, roundButton } from './composer.js'
import { makeAppLayer } from './app-layer.js'
import { ask, openMenu, toast } from './dialog.js'
import { el } from './dom.js'
import { openOut, targetOf } from './links.js'

/**
 * @typedef {import('./api.js').Bot} Bot
 * @typedef {import('./api.js').User} User
 * @typedef {import('./api.js').ChatScreen} ChatScreen
 * @typedef {{ people: User[], bots: Bot[], user: number, language: string, words: import('./words.js').Words, onUser: (id: number) => void }} Options
 */

/**
 * The phone of one person: who they are, their chat with a bot, and the Mini App over it.
 * @param {Options} options
 */
export function makePane({ people, bots, user, language, words, onUser }) {
  let bot = /** @type {Bot} */ (bots[0])
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing
  let turns = 0
  const chat = () => ({ user, bot: bot.username })
  const taps = { onLink: follow, onCommand: send }
  const composer = makeComposer({ words, onSend: send, onFile: (file) => run(upload(chat(), file)), onApp: openApp })
  const log = el('div', { className: 'log', role: 'log', tabIndex: 0, 'aria-label': words.message })
  const status = el('small', {}, words.bot)
  const title = el('strong', {})
  const avatar = el('span', { className: 'avatar', 'aria-hidden': 'true' })
  const pinned = el('button', { type: 'button', className: 'pinned', hidden: true })
  const start = el('button', { type: 'button', className: 'wide-button' })
  const head = el('div', { className: 'head' }, avatar, el('div', { className: 'names' }, title, status))
  const dock = el('div', { className: 'dock' }, start, composer.element)
  const whole = el('section', { className: 'pane' }, chooser(), head, pinned, log, dock)
  head.append(roundButton('more', words.more, () => openMenu(head, menuActions())))
  start.onclick = () => send('/start')
  const layer = makeAppLayer(whole, {
    onLink: follow,
    onInline: (query) => composer.write(`@${bot.username} ${query}`),
  })
  drawHead()

  function chooser() {
    const options = people.map((one) => el('option', { value: String(one.id), selected: one.id === user }, nameOf(one)))
    const select = el(
      'select',
      { 'aria-label': words.you_are, onchange: () => onUser(Number(select.value)) },
      ...options,
    )
    const others = bots.map(({ username, name }) => el('option', { value: username }, name))
    const botSelect = el('select', { 'aria-label': words.bot, onchange: () => chooseBot(botSelect.value) }, ...others)
    return el('label', { className: 'who' }, words.you_are, select, bots.length > 1 && botSelect)
  }

  /** @param {string} username */
  function chooseBot(username) {
    bot = bots.find((one) => one.username === username) ?? bot
    drawHead()
    log.replaceChildren()
    void draw()
  }

  function drawHead() {
    title.textContent = bot.name
    avatar.textContent = bot.name.slice(0, 1)
    whole.setAttribute('aria-label', nameOf(people.find(({ id }) => id === user)))
  }

  async function draw() {
    const turn = ++turns
    /** @type {ChatScreen} */
    const screen = await read('chat', chat())
    if (turn !== turns) return
    const wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80
    const nodes = screen.messages.map((message) =>
      bubble(message, {
        ...taps,
        user,
        language,
        words,
        replied: screen.messages.find(({ message_id }) => message_id === message.reply_to_message_id),
        onPress: (place) => run(press(message, place)),
      }),
    )
    log.replaceChildren(...(nodes.length > 0 ? nodes : [el('div', { className: 'note' }, words.empty)]))
    drawState(screen)
    if (wasAtEnd) log.scrollTop = log.scrollHeight
  }

  /** @param {ChatScreen} screen */
  function drawState(screen) {
    const quiet = screen.blocked || !screen.started
    start.hidden = !quiet
    start.textContent = screen.blocked ? words.restart : words.start
    composer.element.hidden = quiet
    composer.draw(screen)
    showTyping(screen.typing)
    const message = screen.messages.find(({ message_id }) => message_id === screen.pinned)
    pinned.hidden = !message
    pinned.replaceChildren(el('b', {}, words.pinned), el('span', {}, message?.text ?? ''))
    pinned.onclick = () => log.querySelector(`[data-id='${screen.pinned}']`)?.scrollIntoView({ block: 'center' })
  }

  /** @param {boolean} is */
  function showTyping(is) {
    clearTimeout(typing)
    status.textContent = is ? words.typing : words.bot
    if (is) typing = setTimeout(() => showTyping(false), 5000)
  }

  /** @param {string} text */
  function send(text) {
    log.scrollTop = log.scrollHeight
    void run(write('send', { ...chat(), text }))
  }

  /**
   * @param {import('./api.js').ChatMessage} message
   * @param {{ row: number, column: number }} place
   */
  async function press({ message_id, keyboard }, place) {
    const button = keyboard[place.row]?.[place.column]
    if (!button) return
    if ('copy_text' in button) return copy(button.copy_text.text)
    if ('switch_inline_query_current_chat' in button) {
      return composer.write(`@${bot.username} ${button.switch_inline_query_current_chat}`)
    }
    /** @type {import('./api.js').CallbackAnswer} */
    const { answered, text, url, web_app, show_alert } = await write('press', { ...chat(), message_id, ...place })
    if (!answered) return toast(dock, words.no_answer)
    if (url) return follow(url)
    if (web_app) return openApp(web_app)
    if (text && show_alert) await ask({ text, buttons: [{ id: 'ok', text: words.ok }] }, whole)
    else if (text) toast(dock, text)
  }

  /** @param {string} text */
  async function copy(text) {
    await navigator.clipboard.writeText(text)
    toast(dock, words.copied)
  }

  /** @param {string} url */
  function follow(url) {
    const target = targetOf(
      url,
      bots.map(({ username }) => username),
    )
    if (target.kind === 'out') return openOut(target.url)
    if (target.bot !== bot.username) chooseBot(target.bot)
    if (target.kind === 'app') openApp(undefined, undefined, target.startapp)
    else if (target.start !== undefined) send(`/start ${target.start}`)
  }

  /**
   * @param {string} [url]
   * @param {string} [button_text]
   * @param {string} [startapp]
   */
  function openApp(url, button_text, startapp) {
    layer.open({ user: String(user), bot: bot.username, lang: language, url, button_text, startapp }, bot.name)
  }

  function menuActions() {
    const block = { text: words.block, act: () => void run(write('block', { ...chat(), blocked: true })) }
    return bot.has_app ? [{ text: bot.name, act: () => openApp() }, block] : [block]
  }

  /** @param {Promise<unknown>} work */
  async function run(work) {
    await work.catch((error) => toast(dock, String(error.message ?? error)))
  }

  return {
    element: whole,
    user,
    draw,
    /** @param {import('./api.js').Change | undefined} change */
    changed(change) {
      if (!change) return void draw()
      if (change.bot !== bot.username || change.chat_id !== user) return
      if (change.kind === 'typing') showTyping(true)
      else void draw()
    },
    destroy: layer.destroy,
  }
}

/** @param {User | undefined} user */
export function nameOf(user) {
  return user ? [user.first_name, user.last_name].filter(Boolean).join(' ') : ''
}
