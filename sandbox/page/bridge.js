/**
 * The line between the host and the framed Mini App: both send JSON text `{eventType, eventData}`.
 * Only the frame's own window and the app's own origin are heard, and only they are told anything.
 * @param {HTMLIFrameElement} frame
 * @param {string} origin
 * @param {(type: string, data: Record<string, any>) => void} onEvent
 */
export function makeBridge(frame, origin, onEvent) {
  addEventListener('message', hear)
  return {
    /**
     * @param {string} eventType
     * @param {unknown} [eventData]
     */
    tell(eventType, eventData) {
      frame.contentWindow?.postMessage(JSON.stringify({ eventType, eventData }), origin)
    },
    close: () => removeEventListener('message', hear),
  }

  /** @param {MessageEvent} event */
  function hear(event) {
    if (event.source !== frame.contentWindow || event.origin !== origin || typeof event.data !== 'string') return
    const said = parse(event.data)
    if (typeof said?.eventType === 'string') onEvent(said.eventType, dataOf(said.eventData))
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** @param {unknown} data an object, or JSON of one, or nothing */
function dataOf(data) {
  const value = typeof data === 'string' ? parse(data) : data
  return typeof value === 'object' && value !== null ? value : {}
}
