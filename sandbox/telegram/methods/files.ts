import { randomBytes } from 'node:crypto'
import type { Payload, UploadedFile } from '../payload.ts'
import { badRequest } from '../refusal.ts'
import type { Bot, State, StoredFile } from '../state.ts'
import type { Methods } from './method.ts'

const LARGEST_DOWNLOAD = 20 * 1024 * 1024

export const files: Methods = {
  getFile: (state, bot, payload) => {
    const file = state.files.get(payload.text('file_id') ?? '')
    if (!file || file.bot_id !== bot.id) throw badRequest('invalid file_id')
    if (file.size > LARGEST_DOWNLOAD) throw badRequest('file is too big')
    return {
      file_id: file.file_id,
      file_unique_id: file.file_id.slice(-12),
      file_size: file.size,
      file_path: file.path,
    }
  },
}

export interface Upload {
  kind: 'photo' | 'document'
  name: string
  type: string
  bytes: Uint8Array
}

/** Keeps a file. Its id belongs to one bot, as in Telegram. */
export function storeFile(state: State, bot: Bot, { kind, name, type, bytes }: Upload): StoredFile {
  const file_id = `${kind === 'photo' ? 'AgAC' : 'BQAC'}${randomBytes(24).toString('base64url')}`
  const ending = /\.\w{1,8}$/.exec(name)?.[0] ?? ''
  const path = `${kind}s/file_${state.files.size}${ending}`
  const file = { bot_id: bot.id, file_id, kind, name, type, size: bytes.length, path, bytes }
  state.files.set(file_id, file)
  return file
}

/** The file of a call: part of a multipart form, directly or by `attach://`, or the id of one already sent. */
export function readUpload(state: State, bot: Bot, payload: Payload, kind: 'photo' | 'document'): StoredFile {
  const named = payload.text(kind)
  const part = payload.files.get(named?.startsWith('attach://') ? named.slice('attach://'.length) : kind)
  if (part) return storeFile(state, bot, { kind, name: part.name, type: part.type, bytes: bytesOf(part) })
  if (!named) throw badRequest(`there is no ${kind} in the request`)
  const known = state.files.get(named)
  if (!known || known.bot_id !== bot.id) throw badRequest('wrong file identifier/HTTP URL specified')
  if (known.kind !== kind) throw badRequest(`can't use file of type ${known.kind} as ${kind}`)
  return known
}

function bytesOf(part: UploadedFile): Uint8Array {
  if (part.bytes.length === 0) throw badRequest('file must be non-empty')
  return part.bytes
}
