import { expect, onTestFinished, test, vi } from 'vitest'
import { startTelegram } from '../../sandbox/telegram/server.ts'
import { makeLog } from '../core/log.ts'
import { moveTask } from '../features/tasks/move-task.ts'
import { addReminder } from '../features/reminders/add-reminder.ts'
import { connectSocket, openDoors } from '../testing/doors.ts'
import { BOT_TOKEN, placeOf, reach } from '../testing/post-office.ts'
import { makeWorld, type World } from '../testing/world.ts'
import { startJobs } from './schedule.ts'

const IVAN = 1001

/** The real worker threads over a world that starts now: they go by the wall clock. */
async function employ(world: World) {
  world.setTime(new Date().toISOString())
  const doors = await openDoors(world)
  const telegram = await startTelegram()
  onTestFinished(() => telegram.close())
  telegram.addBot({ token: BOT_TOKEN, username: 'dela_bot', name: 'Dela' })
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
    log: makeLog('error'),
  })
  onTestFinished(() => jobs.stop())
  return { doors, telegram, jobs }
}

test('the worker fires a reminder, tells it by Telegram, and its entry reaches the sockets of the main thread', async () => {
  const world = await makeWorld()
  const { doors, telegram, jobs } = await employ(world)
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
  const { doors, telegram } = await employ(world)
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
