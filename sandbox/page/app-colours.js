/** @typedef {{ color?: string, color_key?: string }} Colour */
/** @typedef {'header' | 'bg' | 'bottom'} Part */

/** Which colour of the theme a part has until the app chooses its own. */
const FALLBACKS = { header: 'header_bg_color', bg: 'secondary_bg_color', bottom: 'bottom_bar_bg_color' }

/**
 * The colours around the app: the theme's, or those the app asked for.
 * @param {HTMLElement} phone
 * @param {() => Record<string, string>} theme
 */
export function makeColours(phone, theme) {
  /** @type {Partial<Record<Part, Colour>>} */
  const chosen = {}

  function paint() {
    for (const part of /** @type {Part[]} */ (['header', 'bg', 'bottom'])) {
      const { color, color_key = FALLBACKS[part] } = chosen[part] ?? {}
      phone.style.setProperty(`--app-${part}`, color ?? theme()[color_key] ?? '')
    }
    phone.style.setProperty('--app-header-text', readableOn(phone.style.getPropertyValue('--app-header')))
  }

  return {
    paint,
    /**
     * @param {Part} part
     * @param {Colour} colour
     */
    set(part, colour) {
      chosen[part] = colour
      paint()
    },
  }
}

/** @param {string} colour `#rrggbb` */
function readableOn(colour) {
  const [red = 255, green = 255, blue = 255] = (colour.match(/[\da-f]{2}/gi) ?? []).map((pair) =>
    Number.parseInt(pair, 16),
  )
  return red * 0.299 + green * 0.587 + blue * 0.114 > 150 ? '#000000' : '#ffffff'
}
