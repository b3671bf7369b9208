import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { launchUrl } from '../init-data.ts'
import type { SandboxTelegram } from '../telegram/types.ts'
import { themes } from '../themes.ts'
import { streamChanges } from './events.ts'

export interface Served {
  telegram: SandboxTelegram
  /** Where the Mini App is, and the origin of this page. */
  base: string
  own: string
}

const Chat = z.object({ user: z.coerce.number(), bot: z.string() })
const Send = Chat.extend({ text: z.string() })
const Press = Chat.extend({ message_id: z.number(), row: z.number(), column: z.number() })
const AppData = Chat.extend({ text: z.string(), data: z.string() })
const Block = Chat.extend({ blocked: z.boolean() })
const Launch = Chat.extend({
  theme: z.enum(['light', 'dark']),
  startapp: z.string().optional(),
  url: z.string().optional(),
})
const FileOf = z.object({ user: z.coerce.number(), id: z.string() })
const Upload = Chat.extend({ name: z.string(), type: z.string() })

type Action = (served: Served, input: unknown) => unknown

const reads: Record<string, Action> = {
  people: ({ telegram }) => ({
    people: telegram.people().map(({ user }) => user),
    bots: telegram
      .bots()
      .map(({ username, name, main_app_url }) => ({ username, name, has_app: main_app_url !== undefined })),
  }),
  chat: ({ telegram }, input) => {
    const { user, bot } = Chat.parse(input)
    return telegram.person(user).screen(bot)
  },
  launch: (served, input) => launch(served, Launch.parse(input)),
}

const writes: Record<string, Action> = {
  send: ({ telegram }, input) => {
    const { user, bot, text } = Send.parse(input)
    return telegram.person(user).send(text, bot)
  },
  press: ({ telegram }, input) => {
    const { user, bot, ...place } = Press.parse(input)
    return telegram.person(user).pressAt(place, bot, 15_000)
  },
  app_data: ({ telegram }, input) => {
    const { user, bot, ...data } = AppData.parse(input)
    telegram.person(user).sendAppData(data, bot)
  },
  block: ({ telegram }, input) => {
    const { user, bot, blocked } = Block.parse(input)
    const person = telegram.person(user)
    if (blocked) person.block(bot)
    else person.unblock(bot)
  },
  allow_writing: ({ telegram }, input) => {
    const { user, bot } = Chat.parse(input)
    telegram.person(user).allowWriting(bot)
  },
}

/** The small API behind the chat page. Writes are taken from this very page only. */
export async function serveSandboxApi(
  served: Served,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
): Promise<void> {
  const name = url.pathname.slice('/sandbox/api/'.length)
  const query = Object.fromEntries(url.searchParams)
  try {
    if (req.method === 'GET' && name === 'events') return streamChanges(served.telegram, res)
    if (req.method === 'GET' && name === 'file') return sendFile(served, res, FileOf.parse(query))
    if (req.method === 'GET' && reads[name]) return answer(res, 200, await reads[name](served, query))
    if (req.method !== 'POST') return answer(res, 404, { error: 'Not found' })
    if (req.headers.origin !== undefined && req.headers.origin !== served.own)
      return answer(res, 403, { error: 'Foreign page' })
    if (name === 'upload') return answer(res, 200, await upload(served, Upload.parse(query), req))
    if (!writes[name] || !req.headers['content-type']?.startsWith('application/json'))
      return answer(res, 404, { error: 'Not found' })
    answer(res, 200, await writes[name](served, JSON.parse((await readAll(req)).toString())))
  } catch (error) {
    answer(res, 400, { error: error instanceof Error ? error.message : 'Bad request' })
  }
}

function launch({ telegram, base }: Served, { user, bot, theme, startapp, url }: z.infer<typeof Launch>) {
  const account = telegram.bots().find(({ username }) => username === bot)
  if (!account) throw new Error(`No bot ${bot}`)
  const home = account.main_app_url ?? base
  const app_url = new URL(url ?? home, home)
  if (app_url.origin !== new URL(home).origin)
    throw new Error(`The Mini App lives at ${home}, not at ${app_url.origin}`)
  const start = startapp ? { start_param: startapp } : {}
  const init_data = telegram.initData(account.token, user, start)
  return {
    src: launchUrl({ app_url: app_url.href, init_data, theme: themes[theme], ...start }),
    origin: app_url.origin,
    themes,
  }
}

async function upload({ telegram }: Served, { user, bot, name, type }: z.infer<typeof Upload>, req: IncomingMessage) {
  await telegram.person(user).sendFile(new File([new Uint8Array(await readAll(req))], name, { type }), bot)
}

function sendFile({ telegram }: Served, res: ServerResponse, { user, id }: z.infer<typeof FileOf>): void {
  const file = telegram.person(user).file(id)
  if (!file) return answer(res, 404, { error: 'Not found' })
  const isPicture = /^image\/(png|jpeg|gif|webp)$/.test(file.type)
  res.writeHead(200, {
    'content-type': isPicture ? file.type : 'application/octet-stream',
    'content-disposition': `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  })
  res.end(file.bytes)
}

function answer(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  res.end(JSON.stringify(body ?? { done: true }))
}

async function readAll(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of req) parts.push(part)
  return Buffer.concat(parts)
}
