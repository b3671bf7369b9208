/** @typedef {'light' | 'dark'} Theme */
/** @typedef {'ru' | 'en'} Language */

const query = new URLSearchParams(location.search)

/** @returns {Theme} */
export function theme() {
  const chosen = read('theme')
  if (chosen === 'light' || chosen === 'dark') return chosen
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

/** @returns {Language} */
export function language() {
  const chosen = read('lang')
  if (chosen === 'ru' || chosen === 'en') return chosen
  return navigator.language.startsWith('ru') ? 'ru' : 'en'
}

/** @param {Theme} value */
export function chooseTheme(value) {
  write('theme', value)
}

/** @param {Language} value */
export function chooseLanguage(value) {
  write('lang', value)
}

/**
 * Called when this page, another of the sandbox or the system changes the theme.
 * @param {() => void} listener
 * @returns {() => void} stops listening
 */
export function onThemeChange(listener) {
  const stop = new AbortController()
  const { signal } = stop
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', listener, { signal })
  addEventListener('storage', (event) => event.key === 'sandbox:theme' && listener(), { signal })
  addEventListener('sandbox:theme', listener, { signal })
  return () => stop.abort()
}

/** @param {string} name */
function read(name) {
  return query.get(name) ?? localStorage.getItem(`sandbox:${name}`)
}

/**
 * @param {string} name
 * @param {string} value
 */
function write(name, value) {
  query.delete(name)
  localStorage.setItem(`sandbox:${name}`, value)
  dispatchEvent(new Event(`sandbox:${name}`))
}
