import { listen, read } from './api.js'
import { roundButton } from './composer.js'
import { el, find } from './dom.js'
import { makePane, nameOf } from './pane.js'
import { chooseLanguage, chooseTheme, language, onThemeChange, theme } from './settings.js'
import { wordsOf } from './words.js'

/** @type {{ people: import('./api.js').User[], bots: import('./api.js').Bot[] }} */
const { people, bots } = await read('people')
const query = new URLSearchParams(location.search)
const chosen = firstTwo()
let shown = 0
/** @type {ReturnType<typeof makePane>[]} */
let panes = []

onThemeChange(paint)
draw()
listen((change) => panes.forEach((pane) => pane.changed(change)))

function firstTwo() {
  const asked = [...query.getAll('user').map(Number), ...people.map(({ id }) => id)]
  return [...new Set(asked)].filter((id) => people.some((person) => person.id === id)).slice(0, 2)
}

function paint() {
  document.documentElement.dataset.theme = theme()
  find('#top').replaceChildren(...topBar(wordsOf(language())))
}

function draw() {
  const words = wordsOf(language())
  document.documentElement.lang = language()
  document.title = words.title
  paint()
  for (const pane of panes) pane.destroy()
  panes =
    bots.length > 0
      ? chosen.map((user, place) =>
          makePane({ people, bots, user, language: language(), words, onUser: (id) => choose(place, id) }),
        )
      : []
  find('#panes').replaceChildren(...panes.map(({ element }) => element))
  if (panes.length === 0) find('#panes').replaceChildren(el('p', { className: 'empty' }, words.nobody))
  show(shown)
  for (const pane of panes) void pane.draw()
}

/**
 * A person has one phone: choosing the other side's person swaps the sides.
 * @param {number} place
 * @param {number} id
 */
function choose(place, id) {
  const other = chosen.indexOf(id)
  if (other >= 0) chosen[other] = chosen[place] ?? id
  chosen[place] = id
  history.replaceState(null, '', `?${chosen.map((user) => `user=${user}`).join('&')}`)
  draw()
}

/** @param {import('./words.js').Words} words */
function topBar(words) {
  return [
    el('h1', {}, words.title),
    el('p', {}, words.about),
    el(
      'button',
      { type: 'button', id: 'other', hidden: chosen.length < 2, onclick: () => (show(1 - shown), paint()) },
      otherName(words),
    ),
    el(
      'button',
      {
        type: 'button',
        className: 'round',
        'aria-label': words.language,
        title: words.language,
        lang: language() === 'ru' ? 'en' : 'ru',
        onclick: switchLanguage,
      },
      language() === 'ru' ? 'EN' : 'RU',
    ),
    roundButton(theme() === 'dark' ? 'sun' : 'moon', words.theme, () =>
      chooseTheme(theme() === 'dark' ? 'light' : 'dark'),
    ),
  ]
}

/** @param {import('./words.js').Words} words */
function otherName(words) {
  return nameOf(people.find(({ id }) => id === chosen[1 - shown])) || words.other
}

function switchLanguage() {
  chooseLanguage(language() === 'ru' ? 'en' : 'ru')
  draw()
}

/** @param {number} place */
function show(place) {
  shown = place
  find('#panes').dataset.shown = String(place)
}
