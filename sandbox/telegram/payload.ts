import type { IncomingMessage } from 'node:http'
import { badRequest } from './refusal.ts'
import type { Json } from './types.ts'

const LARGEST_REQUEST = 60 * 1024 * 1024

const WRITTEN_AS_JSON = new Set([
  'allowed_updates',
  'button',
  'caption_entities',
  'commands',
  'entities',
  'link_preview_options',
  'media',
  'menu_button',
  'message_ids',
  'reaction',
  'reply_markup',
  'reply_parameters',
  'result',
  'results',
  'scope',
])

export interface UploadedFile {
  name: string
  type: string
  bytes: Uint8Array
}

/** The parameters of a call, however they were written: JSON, a form, or a form with files. */
export interface Payload {
  fields: Json
  files: Map<string, UploadedFile>
  value(name: string): unknown
  text(name: string): string | undefined
  integer(name: string): number | undefined
  flag(name: string): boolean
  object(name: string): Json | undefined
  list(name: string): unknown[] | undefined
}

export function makePayload(fields: Json, files = new Map<string, UploadedFile>()): Payload {
  const value = (name: string) => fields[name] ?? undefined
  return {
    fields,
    files,
    value,
    text: (name) => {
      const found = value(name)
      return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined
    },
    integer: (name) => {
      const found = value(name)
      if (typeof found === 'number') return found
      return typeof found === 'string' && /^-?\d+$/.test(found) ? Number(found) : undefined
    },
    flag: (name) => [true, 'true', 'True', '1', 1].some((yes) => yes === value(name)),
    object: (name) => {
      const found = value(name)
      return isObject(found) ? found : undefined
    },
    list: (name) => {
      const found = value(name)
      return Array.isArray(found) ? found : undefined
    },
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export async function readPayload(req: IncomingMessage, query: URLSearchParams): Promise<Payload> {
  const fields: Json = {}
  for (const [name, value] of query) fields[name] = readField(name, value)
  const type = req.headers['content-type'] ?? ''
  const body = await readBody(req)
  if (body.length === 0) return makePayload(fields)
  if (type.startsWith('application/json')) return makePayload({ ...fields, ...readJson(body) })

  const files = new Map<string, UploadedFile>()
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = readField(name, value)
    else files.set(name, { name: value.name, type: value.type, bytes: await value.bytes() })
  }
  return makePayload(fields, files)
}

function readField(name: string, value: string): unknown {
  return WRITTEN_AS_JSON.has(name) ? parse(value) : value
}

function readJson(body: Buffer): Json {
  const value = parse(body.toString())
  if (!isObject(value)) throw badRequest("can't parse JSON object")
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest("can't parse JSON object")
  }
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of req) {
    size += part.length
    if (size > LARGEST_REQUEST) throw badRequest('Request Entity Too Large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}
