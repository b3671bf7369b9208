import { write } from './api.js'
import { ask } from './dialog.js'

/**
 * What the host can do for the app.
 * @typedef {{
 *   tell: (type: string, data?: unknown) => void,
 *   chat: import('./api.js').Chat,
 *   words: import('./words.js').Words,
 *   cloud: ReturnType<typeof import('./cloud.js').makeCloud>,
 *   phone: HTMLElement,
 *   state: { back: boolean, settings: boolean, confirm: boolean, reloads: boolean },
 *   button_text: string,
 *   setButton: (name: 'main' | 'secondary', change: object) => void,
 *   setColour: (part: 'header' | 'bg' | 'bottom', colour: { color?: string, color_key?: string }) => void,
 *   setFullscreen: (on: boolean) => void,
 *   drawBar: () => void,
 *   ready: () => void,
 *   viewport: () => object,
 *   theme: () => object,
 *   pulse: (kind: string) => void,
 *   leave: (message: { kind: string, url?: string, query?: string }) => void,
 *   openLink: (url: string) => void,
 *   reload: () => void,
 *   close: () => void,
 * }} Host
 */

const NO_INSETS = { top: 0, right: 0, bottom: 0, left: 0 }
const BAR_INSET = { ...NO_INSETS, top: 58.8 }
const STORAGES = ['device_storage', 'secure_storage']

/** @typedef {(host: Host, data: Record<string, any>) => unknown} Handler */

/** @type {Record<string, Handler>} */
export const events = {
  iframe_ready: (host, { reload_supported }) => {
    host.state.reloads = reload_supported === true
    host.tell('set_custom_style', '')
  },
  iframe_will_reload: (host) => host.reload(),
  web_app_ready: (host) => host.ready(),
  web_app_request_theme: (host) => host.tell('theme_changed', { theme_params: host.theme() }),
  web_app_request_viewport: tellViewport,
  web_app_expand: tellViewport,
  web_app_request_safe_area: (host) => host.tell('safe_area_changed', NO_INSETS),
  web_app_request_content_safe_area: (host) => host.tell('content_safe_area_changed', contentInsets()),
  web_app_setup_main_button: (host, data) => host.setButton('main', data),
  web_app_setup_secondary_button: (host, data) => host.setButton('secondary', data),
  web_app_setup_back_button: (host, { is_visible }) => {
    host.state.back = is_visible === true
    host.drawBar()
  },
  web_app_setup_settings_button: (host, { is_visible }) => {
    host.state.settings = is_visible === true
  },
  web_app_setup_closing_behavior: (host, { need_confirmation }) => {
    host.state.confirm = need_confirmation === true
  },
  web_app_setup_swipe_behavior: () => undefined,
  web_app_set_header_color: (host, data) => host.setColour('header', data),
  web_app_set_background_color: (host, data) => host.setColour('bg', data),
  web_app_set_bottom_bar_color: (host, data) => host.setColour('bottom', data),
  web_app_open_popup: async (host, { title, message, buttons = [] }) => {
    const labels = { ok: host.words.ok, close: host.words.close, cancel: host.words.cancel }
    const shown = buttons.map((/** @type {{ id?: string, type: string, text?: string }} */ button) => ({
      id: button.id ?? '',
      type: button.type,
      text: button.text || Reflect.get(labels, button.type) || '',
    }))
    const button_id = await ask({ title, text: message, buttons: shown }, host.phone)
    host.tell('popup_closed', button_id ? { button_id } : {})
  },
  web_app_request_write_access: async (host) => {
    const status = (await allows(host, host.words.write_access)) ? 'allowed' : 'cancelled'
    if (status === 'allowed') await write('allow_writing', host.chat)
    host.tell('write_access_requested', { status })
  },
  web_app_request_phone: (host) => host.tell('phone_requested', { status: 'cancelled' }),
  web_app_invoke_custom_method: (host, { req_id, method, params }) =>
    host.tell('custom_method_invoked', { req_id, ...host.cloud(method, params) }),
  web_app_request_fullscreen: (host) => host.setFullscreen(true),
  web_app_exit_fullscreen: (host) => host.setFullscreen(false),
  web_app_send_prepared_message: (host) => host.tell('prepared_message_failed', { error: 'UNSUPPORTED' }),
  web_app_request_file_download: async (host, { url, file_name }) => {
    const wanted = await ask({ title: file_name, text: host.words.download, buttons: choice(host) }, host.phone)
    if (wanted === 'yes') open(url, '_blank', 'noopener')
    host.tell('file_download_requested', { status: wanted === 'yes' ? 'downloading' : 'cancelled' })
  },
  web_app_open_link: (host, { url }) => host.openLink(url),
  web_app_open_tg_link: (host, { path_full }) => host.leave({ kind: 'link', url: `https://t.me${path_full}` }),
  web_app_switch_inline_query: (host, { query }) => host.leave({ kind: 'inline', query }),
  web_app_data_send: async (host, { data }) => {
    await write('app_data', { ...host.chat, text: host.button_text, data })
    host.close()
  },
  web_app_trigger_haptic_feedback: (host, { type, notification_type, impact_style }) =>
    host.pulse(notification_type ?? impact_style ?? type),
  web_app_biometry_get_info: (host) => host.tell('biometry_info_received', { available: false }),
  web_app_check_location: (host) => host.tell('location_checked', { available: false }),
  web_app_check_home_screen: (host) => host.tell('home_screen_checked', { status: 'unsupported' }),
  web_app_add_to_home_screen: (host) => host.tell('home_screen_failed', { error: 'UNSUPPORTED' }),
  web_app_read_text_from_clipboard: (host, { req_id }) => host.tell('clipboard_text_received', { req_id, data: null }),
  web_app_open_scan_qr_popup: (host) => host.tell('scan_qr_popup_closed'),
  web_app_close: (host) => host.close(),
  ...unsupportedStorages(),
}

/** @param {Host} host */
function tellViewport(host) {
  host.tell('viewport_changed', host.viewport())
}

export function contentInsets() {
  return document.body.hasAttribute('data-fullscreen') ? BAR_INSET : NO_INSETS
}

/** @param {Host} host */
function choice({ words }) {
  return [
    { id: '', text: words.cancel },
    { id: 'yes', text: words.ok },
  ]
}

/**
 * @param {Host} host
 * @param {string} text
 */
async function allows({ words, phone }, text) {
  const buttons = [
    { id: 'no', text: words.cancel },
    { id: 'yes', text: words.allow },
  ]
  return (await ask({ text, buttons }, phone)) === 'yes'
}

/** Telegram Web has neither device nor secure storage and says so. */
function unsupportedStorages() {
  /** @type {Record<string, Handler>} */
  const handlers = {}
  for (const storage of STORAGES) {
    for (const verb of ['save_key', 'get_key', 'restore_key', 'clear']) {
      handlers[`web_app_${storage}_${verb}`] = (host, { req_id }) =>
        host.tell(`${storage}_failed`, { req_id, error: 'UNSUPPORTED' })
    }
  }
  return handlers
}
