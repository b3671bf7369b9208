import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { Database } from '../../backend/core/database.ts'
import { makeBotWorld, type BotWorld } from '../../backend/testing/bot-world.ts'
import type { Person } from '../../sandbox/telegram/types.ts'

const LIMITS = { lease_ms: 400, lead_ms: 300, look_ms: 40 }
const NEVER = 3_600_000

/** A process that dies at its nth step from when it is armed: steps lie before and after each write and each call of Telegram. */
async function startMortal(bots: BotWorld) {
  const life = { left: Number.POSITIVE_INFINITY, dead: false, told: 0 }
  const step = () => {
    if (!life.dead && life.left-- <= 1) life.dead = true
    if (life.dead) throw new Error('killed')
  }
  const { database } = bots.house
  const guard = async <R>(work: () => Promise<R>): Promise<R> => {
    step()
    const result = await work()
    step()
    return result
  }
  const mortal: Database = {
    ...database,
    record: (work) => guard(() => database.record(work)),
    mutate: (origin, streams, work) => guard(() => database.mutate(origin, streams, work)),
  }
  const gate = createServer((incoming, answer) => pass(bots, incoming, answer, { step, life })).listen(0, '127.0.0.1')
  await once(gate, 'listening')
  onTestFinished(() => gate.closeAllConnections())
  const api_root = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`
  const before = bots.telegram.calls('setChatMenuButton').length
  const bot = await bots.start({
    house: { ...bots.house, database: mortal },
    telegram: { ...bots.doors.telegram, api_root },
    limits: { ...LIMITS, look_ms: NEVER },
  })
  await expect.poll(() => bots.telegram.calls('setChatMenuButton').length).toBe(before + 1)
  await expect.poll(() => bot.health()).toBe('polling')
  return {
    life,
    arm: (steps: number) => void (life.left = steps),
    bury: async () => {
      life.dead = true
      gate.closeAllConnections()
      await bot.stop().catch(() => undefined)
      gate.close()
    },
  }
}

interface Life {
  step: () => void
  life: { dead: boolean; told: number }
}

function pass(bots: BotWorld, incoming: IncomingMessage, answer: ServerResponse, { step, life }: Life) {
  const counts = !incoming.url?.endsWith('/getUpdates')
  const dare = () => {
    try {
      if (life.dead || counts) step()
      return true
    } catch {
      answer.destroy()
      return false
    }
  }
  if (!dare()) return
  const onward = request(`${bots.telegram.apiRoot}${incoming.url}`, { method: 'POST', headers: incoming.headers })
  onward.on('response', (response) => {
    if (incoming.url?.endsWith('/sendMessage')) life.told++
    if (!dare()) return
    answer.writeHead(response.statusCode ?? 500, response.headers)
    response.pipe(answer)
  })
  onward.on('error', () => answer.destroy())
  answer.on('close', () => onward.destroy())
  incoming.pipe(onward)
}

interface Journey {
  /** What the process lives through before it is armed. */
  before: (person: Person) => Promise<void>
  act: (person: Person) => Promise<unknown>
  check: (person: Person, told: number) => Promise<void>
}

/** Kills the process at each step of the act, lets another take over, and checks what has come of it. */
async function killAtEachStep(bots: BotWorld, { before, act, check }: Journey): Promise<number> {
  for (let steps = 1; ; steps++) {
    const person = await bots.person(`anna${steps}`)
    const mortal = await startMortal(bots)
    await before(person)
    mortal.arm(steps)
    await act(person)
    await expect
      .poll(async () => mortal.life.dead || (await isSettled(bots)), { timeout: 5000, interval: 10 })
      .toBe(true)
    const survived = !mortal.life.dead
    const { told } = mortal.life
    await mortal.bury()
    const next = await bots.start({ limits: LIMITS })
    await check(person, told)
    await bots.settled()
    await next.stop()
    if (survived) return steps - 1
  }
}

async function isSettled({ world, telegram }: BotWorld): Promise<boolean> {
  const rows = await world.database.read.selectFrom('updates').select('state').execute()
  const known = telegram.bots()[0]?.updates().length
  return rows.length === known && rows.every(({ state }) => state === 'done')
}

const listTasks = ({ world }: BotWorld, title: string) =>
  world.database.read.selectFrom('tasks').selectAll().where('title', '=', title).execute()
const countCreated = ({ world }: BotWorld, title: string) =>
  world.announced.filter(({ entry }) => entry.kind === 'task_created' && entry.task.title === title).length

test('a command killed at any step makes one task, one entry, and one answer (two only where Telegram had the first)', async () => {
  const bots = await makeBotWorld()
  const project_id = bots.world.home.project.id
  const titleOf = ({ user }: Person) => `Print for ${user.first_name}.`

  const kills = await killAtEachStep(bots, {
    before: async () => {},
    act: (person) => person.send(`/new_task ${project_id} | ${titleOf(person)}`),
    check: async (person, told) => {
      await person.waitFor(titleOf(person))
      await bots.settled()
      expect(await listTasks(bots, titleOf(person))).toHaveLength(1)
      expect(countCreated(bots, titleOf(person))).toBe(1)
      const answers = person.messages().filter(({ from }) => from === 'bot')
      expect(answers.length).toBeGreaterThanOrEqual(1)
      expect(answers.length).toBeLessThanOrEqual(1 + told)
    },
  })

  expect(kills).toBeGreaterThanOrEqual(8)
}, 120_000)

test('an answer in a conversation killed at any step is an answer to its own question, and to no other', async () => {
  const bots = await makeBotWorld()
  const titleOf = ({ user }: Person) => `Print for ${user.first_name}.`

  await killAtEachStep(bots, {
    before: async (person) => {
      await person.send('/new')
      await person.waitFor('What is to be done?')
    },
    act: (person) => person.send(titleOf(person)),
    check: async (person) => {
      await person.waitFor('In which project?')
      await bots.settled()
      expect(person.messages().filter(({ text }) => text.includes('I don’t find'))).toEqual([])
      await person.press('Skip')
      await person.waitFor('When is it due?')
      await person.press('Skip')
      await person.waitFor('How important is it?')
      await person.press('Skip')
      const summary = await person.waitFor('Is this right?')
      expect(summary.text).toContain(titleOf(person))
    },
  })
}, 120_000)

test('what a conversation makes, it makes once, killed at whatever step', async () => {
  const bots = await makeBotWorld()
  const titleOf = ({ user }: Person) => `Print for ${user.first_name}.`

  const kills = await killAtEachStep(bots, {
    before: async (person) => {
      await person.send('/new')
      await person.waitFor('What is to be done?')
      await person.send(titleOf(person))
      for (const question of ['In which project?', 'When is it due?', 'How important is it?']) {
        await person.waitFor(question)
        await person.press('Skip')
      }
      await person.waitFor('Is this right?')
      await bots.settled()
    },
    act: (person) => person.press('Create', undefined, 50),
    check: async (person) => {
      await expect.poll(() => person.messages().at(-1)?.text).toContain('Status: To do')
      await bots.settled()
      expect(await listTasks(bots, titleOf(person))).toHaveLength(1)
      expect(countCreated(bots, titleOf(person))).toBe(1)
      const cards = person.messages().filter(({ text }) => text.includes('Status: To do'))
      expect(cards).toHaveLength(1)
    },
  })

  expect(kills).toBeGreaterThanOrEqual(8)
}, 120_000)
