import { translate, type Locale } from './texts.ts'

interface Letter {
  kind: 'reset' | 'verify'
  locale: Locale
  name: string
  link: string
}

/** A mail as plain text and as the same in simple HTML. */
export function writeMail({ kind, locale, name, link }: Letter) {
  const say = (part: string) => translate(locale, `mail-${kind}-${part}`, { name })
  const [hello, lead, button, end] = ['hello', 'lead', 'button', 'end'].map(say)
  const text = [hello, lead, link, end].join('\n\n')
  const html = [
    `<!doctype html><html lang="${locale}"><body style="font-family:sans-serif;line-height:1.5">`,
    `<p>${escapeHtml(hello)}</p><p>${escapeHtml(lead)}</p>`,
    `<p><a href="${escapeHtml(link)}">${escapeHtml(button)}</a></p>`,
    `<p>${escapeHtml(end)}</p></body></html>`,
  ].join('\n')
  return { subject: say('subject'), text: `${text}\n`, html }
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text = '') => text.replaceAll(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign)
