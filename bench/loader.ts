import { setTimeout as sleep } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { openLine, wireOf, type Wish } from './ask.ts'
import { cpuOf } from './cpu.ts'
import { percentile } from './numbers.ts'

// Asks the systems from a process of its own. A job comes as a message and its outcome goes back as one.

export interface Asking {
  kind: 'ask'
  port: number
  wishes: Wish[]
  connections: number
  ms: number
  /** Only the last of so many wishes is timed; 1 unless said otherwise. */
  every?: number
}
export interface Asked {
  per_second: number
  p50: number
  p99: number
  /** Of the last reply. */
  bytes: number
  count: number
  refused: number
  /** The share of one core that asking took. */
  loader: number
}
export interface Watching {
  kind: 'watch'
  port: number
  pid: number
  /** Tokens of those who listen, one socket each. */
  listeners: string[]
  /** Asked in turn, each awaited at every listener. */
  moves: { wish: Wish; task_id: number }[]
}
export interface Watched {
  /** From the first byte of the request to the event at a listener; all of them. */
  p50: number
  p99: number
  /** To the mover's own reply. */
  reply_p50: number
  /** Milliseconds of the server's processor time for each move. */
  cpu: number
}
export type Job = Asking | Watching

const EVENT_WITHIN_MS = 10_000

async function ask({ port, wishes, connections, ms, every = 1 }: Asking): Promise<Asked> {
  const requests = wishes.map(wireOf)
  const lines = Array.from({ length: connections }, () => openLine(port))
  const took: number[] = []
  const last = { bytes: 0, refused: 0 }
  const before = process.cpuUsage()
  const started = performance.now()
  const end = started + ms
  let turn = 0
  await Promise.all(
    lines.map(async (line) => {
      for (let sent = performance.now(); sent < end;) {
        const { status, bytes } = await line.ask(requests[turn++ % requests.length] ?? Buffer.alloc(0))
        const now = performance.now()
        if (now <= end && turn % every === 0) took.push(now - sent)
        if (status >= 300) last.refused++
        last.bytes = bytes
        sent = now
      }
      line.close()
    }),
  )
  const { user, system } = process.cpuUsage(before)
  return {
    per_second: took.length / (ms / 1000),
    p50: percentile(took, 0.5),
    p99: percentile(took, 0.99),
    ...last,
    count: turn,
    loader: (user + system) / 1000 / (performance.now() - started),
  }
}

async function watch({ port, pid, listeners, moves }: Watching): Promise<Watched> {
  const sockets: Socket[] = []
  for (let at = 0; at < listeners.length; at += 50)
    sockets.push(...(await Promise.all(listeners.slice(at, at + 50).map((token) => listen(port, token)))))
  const line = openLine(port)
  const took: number[] = []
  const replies: number[] = []
  const before = cpuOf(pid)
  for (const { wish, task_id } of moves) {
    const request = wireOf(wish)
    const seen = sockets.map((socket) => untilMoved(socket, task_id))
    const started = performance.now()
    const { status } = await line.ask(request)
    replies.push(performance.now() - started)
    if (status >= 300) throw new Error(`a move was answered ${status}`)
    for (const moment of await Promise.all(seen)) took.push(moment - started)
    await sleep(1)
  }
  const cpu = (cpuOf(pid) - before) / moves.length
  for (const socket of sockets) socket.disconnect()
  line.close()
  return {
    p50: percentile(took, 0.5),
    p99: percentile(took, 0.99),
    reply_p50: percentile(replies, 0.5),
    cpu,
  }
}

function listen(port: number, token: string): Promise<Socket> {
  const options = { transports: ['websocket'], auth: { token }, forceNew: true, reconnection: false }
  const socket = io(`http://127.0.0.1:${port}/ws`, options)
  return new Promise((resolve, reject) => {
    socket.on('connect', () => resolve(socket))
    socket.on('connect_error', reject)
  })
}

function untilMoved(socket: Socket, task_id: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no event of task ${task_id}`)), EVENT_WITHIN_MS)
    socket.on('task_updated', function seen(event: { task: { id: number } }) {
      const now = performance.now()
      if (event.task.id !== task_id) return
      socket.off('task_updated', seen)
      clearTimeout(late)
      resolve(now)
    })
  })
}

process.on('message', (job: Job) => {
  const outcome = job.kind === 'ask' ? ask(job) : watch(job)
  outcome.then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
