import { connect } from 'node:net'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { connectSocket, openDoors } from '../testing/doors.ts'
import { makeWorld } from '../testing/world.ts'
import { taskUpdated } from '../features/tasks/journal.ts'

/** A websocket client that joins `/ws` and then reads nothing more. */
async function deafClient(url: string, token: string) {
  const { hostname, port, host } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  onTestFinished(() => void socket.destroy())
  const key = randomBytes(16).toString('base64')
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  )
  let heard = ''
  socket.on('data', (bytes: Buffer) => (heard += bytes.toString('latin1')))
  await expect.poll(() => heard).toContain('101 Switching')
  socket.write(frame(`40/ws,${JSON.stringify({ token })}`))
  await expect.poll(() => heard).toContain('40/ws')
  socket.pause()
  return socket
}

/** One masked text frame (RFC 6455, 5.2). */
function frame(text: string): Buffer {
  const payload = Buffer.from(text)
  const mask = randomBytes(4)
  const length = Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255])
  return Buffer.concat([length, mask, payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))])
}

test('a device that stopped reading is cut, and the others hear everything', async () => {
  const world = await makeWorld('sqlite')
  const doors = await openDoors(world)
  const ivan = await world.join('ivan', 'member')
  const good = await connectSocket(doors, world.vera)
  const heard: number[] = []
  good.on('task_updated', (entry: { seq: number }) => heard.push(entry.seq))
  const deaf = await deafClient(doors.url, await doors.tokenOf(ivan))
  const cut = once(deaf, 'close')
  const task = { ...(await world.addTask('x')), description: 'y'.repeat(40_000) }

  for (let seq = 0; seq < 400; seq++) {
    const { refs: _, ...body } = taskUpdated(task, {})
    const entry = { ...body, seq, at: world.house.now(), actor: { id: 1, name: 'vera' }, via: 'api' as const }
    doors.realtime.announce([{ entry, user_ids: [world.vera.actor.user_id, ivan.actor.user_id] }])
  }

  await expect.poll(() => heard.length, { timeout: 15_000 }).toBe(400)
  // It is looked for once a second; read sooner, it would have caught up.
  await sleep(3000)
  deaf.resume()
  await cut
}, 30_000)
