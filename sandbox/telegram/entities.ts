import type { MessageEntity } from 'grammy/types'
import type { Payload } from './payload.ts'
import { isObject } from './payload.ts'
import { parseHtml, type FormattedText } from './html.ts'
import { badRequest } from './refusal.ts'

/**
 * Text of a call with its entities, in UTF-16 units as in https://core.telegram.org/bots/api#messageentity.
 * Of the parse modes the sandbox knows HTML only.
 */
export function readText(payload: Payload, field: 'text' | 'caption'): FormattedText {
  const written = payload.text(field) ?? ''
  const { text, entities } = format(written, payload, field)
  const shown = text.trimEnd()
  const inside = entities.map((entity) => clip(entity, shown.length)).filter((entity) => entity.length > 0)
  return { text: shown, entities: [...inside, ...findEntities(shown, inside)].sort((a, b) => a.offset - b.offset) }
}

function format(written: string, payload: Payload, field: 'text' | 'caption'): FormattedText {
  const mode = payload.text('parse_mode')
  if (mode?.toLowerCase() === 'html') return parseHtml(written)
  if (mode) throw badRequest('unsupported parse_mode')
  const listed = payload.list(field === 'text' ? 'entities' : 'caption_entities') ?? []
  return { text: written, entities: listed.filter(isEntity) }
}

function isEntity(value: unknown): value is MessageEntity {
  return (
    isObject(value) &&
    typeof value.type === 'string' &&
    Number.isInteger(value.offset) &&
    Number.isInteger(value.length)
  )
}

function clip(entity: MessageEntity, length: number): MessageEntity {
  return { ...entity, length: Math.min(entity.length, length - entity.offset) }
}

const FOUND_BY_ITSELF = [
  { type: 'bot_command', pattern: /(?<![\w/<>])\/[a-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])/gi },
  { type: 'url', pattern: /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,:;!?)]/gi },
  { type: 'mention', pattern: /(?<![\w@])@[a-z]\w{3,31}\b/gi },
  { type: 'hashtag', pattern: /(?<![\p{L}\d_#])#[\p{L}\d_]{1,256}/gu },
] as const

/** Commands, links, mentions and hashtags are found in every text, outside code and links. */
export function findEntities(text: string, known: MessageEntity[] = []): MessageEntity[] {
  const taken = known.filter(({ type }) => ['code', 'pre', 'text_link', 'url', 'bot_command'].includes(type))
  const found: MessageEntity[] = []
  for (const { type, pattern } of FOUND_BY_ITSELF) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length }
      if (![...taken, ...found].some((other) => overlaps(other, entity))) found.push(entity)
    }
  }
  return found.sort((a, b) => a.offset - b.offset)
}

function overlaps(a: MessageEntity, b: MessageEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length
}
