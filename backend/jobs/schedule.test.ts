import { expect, onTestFinished, test, vi } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTelegram } from '../../sandbox/telegram/server.ts'
import type { Person, SandboxTelegram } from '../../sandbox/telegram/types.ts'
import { makeLog } from '../core/log.ts'
import { moveTask } from '../features/tasks/move-task.ts'
import { addReminder } from '../features/reminders/add-reminder.ts'
import { connectSocket, openDoors } from '../testing/doors.ts'
import { BOT_TOKEN, placeOf, reach } from '../testing/post-office.ts'
import { makeWorld } from '../testing/world.ts'
import { startJobs } from './schedule.ts'

const IVAN = 1001

type World = Awaited<ReturnType<typeof makeWorld>>

async function openTelegram() {
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  telegram.addBot({ token: BOT_TOKEN, username: 'dela_bot', name: 'Dela' })
  return telegram
}

/** The real worker threads over a world that starts now: they go by the wall clock. */
async function employ(world: World, telegram: SandboxTelegram, more: { worker?: string; web_base_url?: string } = {}) {
  world.setTime(new Date().toISOString())
  const doors = await openDoors(world)
  const logged: string[] = []
  const jobs = await startJobs({
    config: {
      database: placeOf(world),
      telegram: { token: BOT_TOKEN, api_root: telegram.apiRoot, webhook_secret: undefined },
      log_level: 'error',
      log_retention_days: 180,
    },
    web_base_url: doors.url,
    opens_apps: true,
    house: world.house,
    realtime: doors.realtime,
    log: makeLog('error', (line) => logged.push(line)),
    ...more,
  })
  onTestFinished(() => jobs.stop())
  return { doors, jobs, logged }
}

test('the worker fires a reminder, tells it by Telegram, and its entry reaches the sockets of the main thread', async () => {
  const world = await makeWorld()
  const telegram = await openTelegram()
  const { doors, jobs } = await employ(world, telegram)
  const ivan = await world.join('ivan', 'member')
  const chat = await reach(world, telegram, ivan, IVAN)
  const task = await world.addTask('Print the flyers', { assignees: ['ivan'] })
  const socket = await connectSocket(doors, ivan)
  const pushed = new Promise((resolve) => socket.once('reminder_fired', resolve))

  const soon = new Date(Date.now() + 500).toISOString()
  await addReminder(ivan, { task_id: task.id, remind_at: soon })

  expect(await pushed).toMatchObject({ kind: 'reminder_fired', via: 'job', actor: { name: 'Dela' } })
  await chat.waitFor('Reminder: Print the flyers')
  expect(jobs.health()).toBe('ok')
})

test('a toast asked for in the worker is shown by the main thread', async () => {
  const world = await makeWorld()
  const telegram = await openTelegram()
  const { doors } = await employ(world, telegram)
  const ivan = await world.join('ivan', 'member')
  const chat = await reach(world, telegram, ivan, IVAN)
  const socket = await connectSocket(doors, ivan)
  const texts: string[] = []
  socket.on('toast', ({ text }: { text: string }, acknowledge: () => void) => {
    texts.push(text)
    acknowledge()
  })
  await socket.emitWithAck('heartbeat')
  const task = await world.addTask('Print the flyers', { creator: 'ivan' })

  await moveTask(world.vera, { task_id: task.id, status: 'done' })

  await vi.waitFor(() => expect(texts).toContain('vera finished Print the flyers'), 10_000)
  expect(chat.messages().filter(({ text }) => text.includes('finished'))).toEqual([])
})

test('the worker of each minute marks what is overdue, ends, and holds up no stop', async () => {
  const world = await makeWorld()
  const telegram = await openTelegram()
  const { jobs } = await employ(world, telegram)
  const chat = await reach(world, telegram, await world.join('ivan', 'member'), IVAN)
  await world.addTask('Print the flyers', { assignees: ['ivan'], due_at: new Date(Date.now() - 60_000).toISOString() })

  await chat.waitFor(/is overdue/, undefined, 15_000)
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const asked = performance.now()
  await jobs.stop()

  expect(performance.now() - asked).toBeLessThan(2000)
})

test('a worker that breaks is told of once and started again, and ends when it is asked to', async () => {
  const world = await makeWorld()
  const folder = mkdtempSync(join(tmpdir(), 'dela-worker-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const worker = join(import.meta.dirname, '../testing/clumsy-worker.ts')

  const { jobs, logged } = await employ(world, await openTelegram(), { worker, web_base_url: join(folder, 'stumbled') })
  const { health } = jobs
  await vi.waitFor(() => expect(logged).toHaveLength(1), 10_000)
  await new Promise((resolve) => setTimeout(resolve, 2500))
  const asked = performance.now()
  await jobs.stop()

  expect(logged.join()).toContain('stumbled')
  expect(logged).toHaveLength(1)
  expect(health()).toBe('ok')
  expect(performance.now() - asked).toBeLessThan(4000)
})

test('two instances on one Postgres tell each reminder once', async ({ skip }) => {
  const world = await makeWorld()
  if (world.place.engine === 'sqlite') skip('a SQLite file has one process')
  const telegram = await openTelegram()
  const ivan = await world.join('ivan', 'member')
  const chat = await reach(world, telegram, ivan, IVAN)
  const tasks = [await world.addTask('a'), await world.addTask('b'), await world.addTask('c')]
  world.setTime(new Date().toISOString())
  const remind_at = new Date(Date.now() + 1500).toISOString()
  for (const { id } of tasks) await addReminder(ivan, { task_id: id, remind_at })

  await employ(world, telegram)
  await employ(world, telegram)
  await vi.waitFor(() => expect(told(chat)).toHaveLength(3), 20_000)
  await new Promise((resolve) => setTimeout(resolve, 1500))

  expect(told(chat)).toEqual(['Reminder: a', 'Reminder: b', 'Reminder: c'])
})

function told(chat: Person) {
  return chat
    .messages()
    .filter(({ from, text }) => from === 'bot' && text.startsWith('Reminder'))
    .map(({ text }) => text.split('\n')[0])
    .toSorted((a, b) => String(a).localeCompare(String(b)))
}
