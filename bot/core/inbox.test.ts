import { expect, test, vi } from 'vitest'
import { startRunner, RUNNER_LIMITS, type RunnerLimits } from './runner.ts'
import { openInbox } from './inbox.ts'
import type { Update } from 'grammy/types'
import { wallClock } from '../../backend/core/context.ts'
import type { Database } from '../../backend/core/database.ts'
import { makeLog } from '../../backend/core/log.ts'
import { makeWorld } from '../../backend/testing/world.ts'
import { HttpError } from 'grammy'
import type { Hand } from './hand.ts'

const BOT = 42
const LIMITS = { ...RUNNER_LIMITS, look_ms: 30 }

function textOf(chat: number, update_id: number): Update {
  const who = { id: chat, is_bot: false, first_name: 'x' } as const
  const chat_of = { id: chat, type: 'private', first_name: 'x' } as const
  return { update_id, message: { message_id: update_id, date: 1, chat: chat_of, from: who, text: String(update_id) } }
}

interface Run {
  database: Database
  handle: (update: Update, hand: Hand) => Promise<void>
  limits?: Partial<RunnerLimits>
  apologise?: (update: Update) => Promise<void>
}

function run({ database, handle, limits, apologise = async () => {} }: Run) {
  const inbox = openInbox(database, BOT)
  const parts = { inbox, now: wallClock, log: makeLog('silent'), handle, apologise }
  return startRunner({ ...parts, limits: { ...LIMITS, ...limits } })
}

const rows = (database: Database) =>
  database.read.selectFrom('updates').selectAll().where('bot_id', '=', BOT).orderBy('update_id').execute()

const allAre = async (database: Database, state: string) =>
  await expect
    .poll(async () => (await rows(database)).every((row) => row.state === state), { timeout: 25_000 })
    .toBe(true)

test('a thousand updates of fifty chats, some given twice, are each handled once and in the order of their chat', async () => {
  const { database } = await makeWorld()
  const updates = Array.from({ length: 1000 }, (_, n) => textOf(n % 50, n + 1))
  const inbox = openInbox(database, BOT)
  const handled: Update[] = []
  const busy = new Set<number>()
  let most = 0
  for (let n = 0; n < 1000; n += 100) await inbox.keep(updates.slice(n, n + 120), wallClock())

  const runner = run({
    database,
    handle: async (update) => {
      const chat = update.message?.chat.id ?? 0
      expect(busy.has(chat)).toBe(false)
      busy.add(chat)
      most = Math.max(most, busy.size)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3))
      busy.delete(chat)
      handled.push(update)
    },
  })
  await inbox.keep(updates.slice(0, 200), wallClock())
  await allAre(database, 'done')
  await runner.stop()

  expect(handled).toHaveLength(1000)
  for (let chat = 0; chat < 50; chat++) {
    const own = handled.filter(({ message }) => message?.chat.id === chat).map(({ update_id }) => update_id)
    expect(own).toEqual(own.toSorted((a, b) => a - b))
  }
  expect(most).toBeGreaterThan(8)
  expect(most).toBeLessThanOrEqual(16)
})

test('two runners share the work, and no update is handled by both', async () => {
  const world = await makeWorld()
  const { database } = world
  const other = world.place.engine === 'postgres' ? world.place.open() : database
  const handled: string[] = []
  await openInbox(database, BOT).keep(
    Array.from({ length: 200 }, (_, n) => textOf(n % 20, n + 1)),
    wallClock(),
  )
  const as = (name: string) => async (update: Update) => {
    await new Promise((resolve) => setTimeout(resolve, 2))
    handled.push(`${name} ${update.message?.chat.id} ${update.update_id}`)
  }

  const runners = [
    run({ database, handle: as('a'), limits: { chats: 4 } }),
    run({ database: other, handle: as('b'), limits: { chats: 4 } }),
  ]
  await allAre(database, 'done')
  for (const runner of runners) await runner.stop()
  if (other !== database) await other.close()

  const ids = handled.map((line) => Number(line.split(' ')[2]))
  expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1))
  expect(new Set(handled.map((line) => line[0]))).toEqual(new Set(['a', 'b']))
  for (let chat = 0; chat < 20; chat++) {
    const own = handled.filter((line) => line.split(' ')[1] === String(chat)).map((line) => Number(line.split(' ')[2]))
    expect(own).toEqual(own.toSorted((a, b) => a - b))
  }
})

test('a poison update is tried three times and parked with its error, secrets taken out; its chat goes on', async () => {
  const { database } = await makeWorld()
  const tried: number[] = []
  const apologise = vi.fn<(update: Update) => Promise<void>>(async () => {})
  await openInbox(database, BOT).keep([textOf(1, 1), textOf(1, 2), textOf(2, 3)], wallClock())

  const runner = run({
    database,
    apologise,
    handle: async ({ update_id }) => {
      tried.push(update_id)
      if (update_id === 1) throw new Error('no way with 123456:AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDD')
    },
  })
  await expect
    .poll(async () => (await rows(database)).map(({ state }) => state), { timeout: 9000 })
    .toEqual(['parked', 'done', 'done'])
  await runner.stop()

  expect(tried).toEqual([1, 3, 1, 1, 2])
  expect(apologise).toHaveBeenCalledOnce()
  const [parked, done] = await rows(database)
  expect(parked?.error).toContain('no way')
  expect(parked?.error).not.toContain('AAAAAAAAAA')
  expect(done?.body).toBe('')
})

test('one that never ends is parked too, before its chat has waited ten seconds', async () => {
  const { database } = await makeWorld()
  await openInbox(database, BOT).keep([textOf(1, 1), textOf(1, 2)], wallClock())

  const runner = run({
    database,
    limits: { handle_ms: 200 },
    handle: ({ update_id }) => (update_id === 1 ? new Promise(() => {}) : Promise.resolve()),
  })
  await expect.poll(async () => (await rows(database)).map(({ state }) => state)).toEqual(['parked', 'done'])
  await runner.stop()

  expect(RUNNER_LIMITS.handle_ms).toBeLessThan(10_000)
})

test('while Telegram is out of reach nothing is given up, and the order stands', async () => {
  const { database } = await makeWorld()
  const handled: number[] = []
  let failures = 5
  await openInbox(database, BOT).keep([textOf(1, 1), textOf(1, 2)], wallClock())

  const runner = run({
    database,
    handle: async ({ update_id }) => {
      if (failures-- > 0) throw new HttpError('Network request failed', new Error('ECONNREFUSED'))
      handled.push(update_id)
    },
  })
  await allAre(database, 'done')
  await runner.stop()

  expect(handled).toEqual([1, 2])
})

test('what a killed process had in hand is handled again: at once on SQLite, on Postgres when its lease is over', async () => {
  const { database } = await makeWorld()
  const inbox = openInbox(database, BOT)
  const handled: number[] = []
  await inbox.keep([textOf(1, 1), textOf(1, 2)], wallClock())
  const until = new Date(Date.now() + (database.engine === 'sqlite' ? 60_000 : 300)).toISOString()
  const dead = await inbox.claim({ lease: 'the dead', most: 5, now: wallClock(), until })

  await inbox.voidLeases()
  const runner = run({ database, handle: async ({ update_id }) => void handled.push(update_id) })
  await allAre(database, 'done')
  const late = await inbox.finish(
    { lease: 'the dead', update_id: 1 },
    [{ kind: 'talk', key: '1', value: '{}' }],
    wallClock(),
  )
  await runner.stop()

  expect(dead.map(({ update_id }) => update_id)).toEqual([1])
  expect(handled).toEqual([1, 2])
  expect(late).toBe(false)
  expect(await database.read.selectFrom('bot_state').selectAll().execute()).toEqual([])
})

test('an update that ends the process each time is not tried for ever', async () => {
  const { database } = await makeWorld()
  const inbox = openInbox(database, BOT)
  await inbox.keep([textOf(1, 1)], wallClock())
  for (let n = 0; n < 3; n++) {
    const passed = new Date(Date.now() - 1000).toISOString()
    await inbox.claim({ lease: `process ${n}`, most: 1, now: wallClock(), until: passed })
  }

  const handle = vi.fn<(update: Update) => Promise<void>>(async () => {})
  const runner = run({ database, handle })
  await allAre(database, 'parked')
  await runner.stop()

  expect(handle).not.toHaveBeenCalled()
})
