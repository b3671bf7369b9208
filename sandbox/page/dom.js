/**
 * An element with its properties, listeners (`onclick`) and attributes (`aria-label`, `data-x`).
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string | undefined | false)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue
    if (name.includes('-') || name === 'role') element.setAttribute(name, String(value))
    else Reflect.set(element, name, value)
  }
  element.append(...children.filter((child) => child !== undefined && child !== false))
  return element
}

/**
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(selector) {
  const element = document.querySelector(selector)
  if (!(element instanceof HTMLElement)) throw new Error(`No ${selector}`)
  return element
}

/** @type {Record<string, string>} */
const PATHS = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M12 5v.01M12 12v.01M12 19v.01',
  send: 'M4 12L20 4l-5 16-3.5-6.5L4 12z',
  sun: 'M12 4V2m0 20v-2m8-8h2M2 12h2m13.7-5.7l1.4-1.4M4.9 19.1l1.4-1.4m0-11.4L4.9 4.9m14.2 14.2l-1.4-1.4M16 12a4 4 0 11-8 0 4 4 0 018 0z',
  moon: 'M20 14.5A8.5 8.5 0 119.5 4a7 7 0 0010.5 10.5z',
  menu: 'M4 7h16M4 12h16M4 17h16',
  clip: 'M20 11.5l-8.2 8.2a5 5 0 01-7-7l8.5-8.6a3.4 3.4 0 014.8 4.8l-8.5 8.5a1.7 1.7 0 01-2.4-2.4l7.8-7.8',
  link: 'M8 16L17 7M10 7h7v7',
  app: 'M5 5h14v14H5zM5 9h14',
  file: 'M7 3h7l4 4v14H7zM14 3v5h4',
}

const SVG = 'http://www.w3.org/2000/svg'

/**
 * @param {string} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', PATHS[name] ?? '')
  svg.append(path)
  return svg
}
