import type { MessageEntity } from 'grammy/types'
import { badRequest, type Refusal } from './refusal.ts'

export interface FormattedText {
  text: string
  entities: MessageEntity[]
}

const SHORT_NAMES: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
  'tg-emoji': 'custom_emoji',
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }

interface OpenTag {
  name: string
  attributes: Map<string, string>
  offset: number
}

/** Telegram's HTML style, with its refusals: https://core.telegram.org/bots/api#html-style */
export function parseHtml(source: string): FormattedText {
  const entities: MessageEntity[] = []
  const open: OpenTag[] = []
  let text = ''
  let at = 0
  while (at < source.length) {
    if (source[at] === '<') {
      const end = source.indexOf('>', at)
      if (source[at + 1] === '/') at = closeTag(end)
      else at = openTag(end)
    } else {
      const named = source[at] === '&' ? /^&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/i.exec(source.slice(at, at + 12)) : null
      const symbol = named && symbolOf(named)
      text += symbol ?? source[at]
      at += symbol !== null && named ? named[0].length : 1
    }
  }
  const left = open.at(-1)
  if (left) throw cannotParse(`Can't find end tag corresponding to start tag "${left.name}"`)
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) }

  function openTag(end: number): number {
    const name = /^[a-z0-9-]*/i.exec(source.slice(at + 1))?.[0].toLowerCase() ?? ''
    if (!Object.hasOwn(SHORT_NAMES, name))
      throw cannotParse(`Unsupported start tag "${name}" at byte offset ${bytes(at)}`)
    if (end < 0) throw cannotParse(`Unclosed start tag "${name}" at byte offset ${bytes(at)}`)
    const attributes = readAttributes(source.slice(at + 1 + name.length, end))
    if (name === 'span' && attributes.get('class') !== 'tg-spoiler')
      throw cannotParse(`Tag "span" must have class "tg-spoiler" at byte offset ${bytes(at)}`)
    if (name === 'tg-emoji' && !/^\d+$/.test(attributes.get('emoji-id') ?? ''))
      throw cannotParse('Invalid custom emoji identifier specified')
    open.push({ name, attributes, offset: text.length })
    return end + 1
  }

  function closeTag(end: number): number {
    if (end < 0) throw cannotParse(`Unclosed end tag at byte offset ${bytes(at)}`)
    const name = source
      .slice(at + 2, end)
      .trim()
      .toLowerCase()
    const tag = open.pop()
    if (!tag) throw cannotParse(`Unexpected end tag at byte offset ${bytes(at)}`)
    if (name !== '' && name !== tag.name)
      throw cannotParse(`Unmatched end tag at byte offset ${bytes(at)}, expected "</${tag.name}>", found "</${name}>"`)
    const length = text.length - tag.offset
    const entity = length > 0 && entityOf(tag, length, text)
    if (entity) entities.push(entity)
    return end + 1
  }

  function bytes(offset: number): number {
    return Buffer.byteLength(source.slice(0, offset))
  }
}

function entityOf({ name, attributes, offset }: OpenTag, length: number, text: string): MessageEntity | undefined {
  const place = { offset, length }
  const type = SHORT_NAMES[name]
  if (name === 'a') {
    const url = attributes.get('href') || text.slice(offset, offset + length)
    const user = /^tg:\/\/user\?id=(\d+)$/.exec(url)
    if (user) return { type: 'text_mention', ...place, user: { id: Number(user[1]), is_bot: false, first_name: '' } }
    return /^[a-z]+:|\./i.test(url) ? { type: 'text_link', ...place, url } : undefined
  }
  if (name === 'tg-emoji') return { type: 'custom_emoji', ...place, custom_emoji_id: attributes.get('emoji-id') ?? '' }
  if (name === 'blockquote') {
    return { type: attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote', ...place }
  }
  return { type, ...place } as MessageEntity
}

function readAttributes(source: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name, double, single, bare] of source.matchAll(
    /([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/gi,
  )) {
    attributes.set((name ?? '').toLowerCase(), unescape(double ?? single ?? bare ?? ''))
  }
  return attributes
}

function unescape(value: string): string {
  return value.replace(/&(lt|gt|amp|quot);/g, (whole, name: string) => NAMED[name] ?? whole)
}

function symbolOf(match: RegExpExecArray): string | null {
  const [, decimal, hex, name] = match
  if (name) return NAMED[name] ?? null
  const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null
}

function cannotParse(reason: string): Refusal {
  return badRequest(`can't parse entities: ${reason}`)
}
