import { expect, test, vi } from 'vitest'
import { Refusal, Unreachable } from './api.ts'
import type { Device } from './device.ts'
import { Queue, type QueueDoors } from './queue.svelte.ts'
import { makeTask } from './testing.ts'
import type { TaskWish, Wish, WishRequest } from './wish.ts'

interface Sent {
  request: WishRequest
  key: string
}

function memoryDevice(): Device {
  const wishes = new Map<string, Wish>()
  const done = () => Promise.resolve()
  return {
    keep: done,
    kept: () => Promise.resolve(undefined),
    forgetKept: done,
    addWish: (wish) => Promise.resolve(void wishes.set(wish.key, structuredClone(wish))),
    removeWish: (key) => Promise.resolve(void wishes.delete(key)),
    wishes: () => Promise.resolve([...wishes.values()]),
    setDraft: done,
    drafts: () => Promise.resolve(new Map()),
    empty: done,
  }
}

function makeQueue(answer: (sent: Sent) => unknown, device = memoryDevice(), doors: Partial<QueueDoors> = {}) {
  const sent: Sent[] = []
  const refused: string[] = []
  const settled: unknown[] = []
  const queue = new Queue(device, {
    send: (request, key) => {
      sent.push({ request, key })
      return Promise.resolve().then(() => answer({ request, key }))
    },
    versionFor: () => undefined,
    settle: (_wish, thing) => void settled.push(thing),
    refused: (_wish, code) => void refused.push(code),
    refresh: () => Promise.resolve(),
    reached: () => {},
    ...doors,
  })
  return { queue, sent, refused, settled, device }
}

const rename = (title: string, task_id = 1): TaskWish => ({ kind: 'update', task_id, patch: { title } })
const idle = (queue: Queue) => vi.waitFor(() => expect(queue.wishes).toEqual([]))

test('wishes are sent one after another, in the order they were made', async () => {
  const { queue, sent } = makeQueue(() => ({ id: 1 }))

  queue.add(rename('one'))
  queue.add(rename('two', 2))
  await idle(queue)

  expect(sent.map(({ request }) => request.body)).toEqual([{ title: 'one' }, { title: 'two' }])
})

test('without a line a wish stays, also over a reload, and is repeated with the same key and words', async () => {
  const before = makeQueue(
    () => {
      throw new Unreachable('no network')
    },
    memoryDevice(),
    { versionFor: () => 3 },
  )
  before.queue.add(rename('one'))
  await vi.waitFor(() => expect(before.sent).toHaveLength(1))
  before.queue.stop()

  const after = makeQueue(() => ({ id: 1 }), before.device, { versionFor: () => 4 })
  await after.queue.restore()
  await idle(after.queue)

  expect(after.sent).toEqual(before.sent)
  expect(await before.device.wishes()).toEqual([])
})

test('a server that is away for a moment is asked again, a refusal is not', async () => {
  let tries = 0
  const { queue, sent, refused } = makeQueue(() => {
    if (tries++ === 0) throw new Refusal('server.unavailable', 503)
    throw new Refusal('task.edit_forbidden', 403)
  })

  queue.add(rename('one'))
  await vi.waitFor(() => expect(tries).toBe(1))
  queue.retry()
  await idle(queue)

  expect(sent).toHaveLength(2)
  expect(refused).toEqual(['task.edit_forbidden'])
})

test('what waits behind a new task learns its number', async () => {
  const { queue, sent } = makeQueue(() => ({ id: 44 }))

  queue.add({ kind: 'create', task_id: -1, task: { title: 'new' }, shown: makeTask({ id: -1 }), newest: 0 })
  queue.add(rename('renamed', -1))
  await idle(queue)

  expect(sent.map(({ request }) => request.path)).toEqual(['/tasks', '/tasks/44'])
})

test('what waits behind a task that was refused is refused with it', async () => {
  const { queue, sent, refused } = makeQueue(() => {
    throw new Refusal('board.not_found', 404)
  })

  queue.add({ kind: 'create', task_id: -1, task: { title: 'new' }, shown: makeTask({ id: -1 }), newest: 0 })
  queue.add(rename('renamed', -1))
  await idle(queue)

  expect(sent).toHaveLength(1)
  expect(refused).toEqual(['board.not_found', 'task.not_found'])
})

test('a wish taken back in time is never sent', async () => {
  const { queue, sent } = makeQueue(() => ({ id: 1 }))

  const wish = queue.add({ kind: 'delete', task_id: 1 }, 50)

  expect(queue.cancel(wish.key)).toBe(true)
  await new Promise((resolve) => setTimeout(resolve, 80))
  expect(sent).toEqual([])
})

test('a held wish holds its own task only', async () => {
  const { queue, sent } = makeQueue(() => ({ id: 1 }))

  queue.add({ kind: 'delete', task_id: 1 }, 60)
  queue.add(rename('other', 2))
  await idle(queue)

  expect(sent.map(({ request }) => request.path)).toEqual(['/tasks/2', '/tasks/1'])
})

test('a text that somebody else changed meanwhile is not written over', async () => {
  const { queue, sent, refused } = makeQueue(() => ({ id: 1 }), memoryDevice(), { versionFor: () => 'conflict' })

  queue.add(rename('mine'))
  await idle(queue)

  expect(sent).toEqual([])
  expect(refused).toEqual(['task.stale'])
})

test('where only other fields moved on, the text goes out again upon the newer version', async () => {
  let version = 3
  const { queue, sent } = makeQueue(
    ({ request }) => {
      const { version: claimed } = request.body as { version: number }
      if (claimed < 4) throw new Refusal('task.stale', 409)
      return { id: 1 }
    },
    memoryDevice(),
    { versionFor: () => version, refresh: () => Promise.resolve(void (version = 4)) },
  )

  queue.add(rename('mine'))
  await idle(queue)

  expect(sent.map(({ request }) => request.body)).toEqual([
    { title: 'mine', version: 3 },
    { title: 'mine', version: 4 },
  ])
  expect(new Set(sent.map(({ key }) => key)).size).toBe(2)
})
