import { connect } from 'node:net'

export interface Reply {
  status: number
  bytes: number
}

export interface Line {
  ask: (request: Buffer) => Promise<Reply>
  close: () => void
}

/**
 * One kept-alive HTTP/1.1 connection that answers with the status and the body's length, and reads no more than that:
 * a loader on the same two cores must cost as little as it can. Replies need a Content-Length.
 */
export function openLine(port: number): Line {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | undefined
  let head: Buffer | undefined
  let reply: Reply | undefined
  let missing = 0

  const fail = (error: Error) => {
    waiting?.reject(error)
    waiting = undefined
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the server hung up')))
  socket.on('data', (part) => {
    if (reply) missing -= part.length
    else {
      head = head ? Buffer.concat([head, part]) : part
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      reply = readHead(head.toString('latin1', 0, end))
      missing = reply.bytes - (head.length - end - 4)
    }
    if (missing > 0) return
    const [finished, whole] = [waiting, reply]
    waiting = head = reply = undefined
    finished?.resolve(whole)
  })

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

function readHead(text: string): Reply {
  const status = Number(text.slice(9, 12))
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1]
  if (length === undefined && status !== 304 && status !== 204) throw new Error(`a reply without a length: ${text}`)
  return { status, bytes: Number(length ?? 0) }
}

export interface Wish {
  method: 'GET' | 'POST'
  path: string
  token: string
  body?: unknown
  /** What the asker can unpack; a browser always can. */
  encoding?: string
}

export function wireOf({ method, path, token, body, encoding = 'gzip, br' }: Wish): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body)
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Accept-Encoding: ${encoding}`,
    ...(token ? [`Authorization: Bearer ${token}`] : []),
    ...(body === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(text)}`]),
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text}`)
}
