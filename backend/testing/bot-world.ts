import { expect, onTestFinished } from 'vitest'
import { wallClock, type House } from '../core/context.ts'
import type { WrittenEntry } from '../core/database.ts'
import { makeSecrets } from '../core/crypto.ts'
import { makeLog } from '../core/log.ts'
import { makeWorld, type World } from './world.ts'
import { startTelegram } from '../../sandbox/telegram/server.ts'
import type { Person } from '../../sandbox/telegram/types.ts'
import { openInbox } from '../../bot/core/inbox.ts'
import type { RunnerLimits } from '../../bot/core/runner.ts'
import { startBot, type BotDoors } from '../../bot/core/start-bot.ts'

export const TOKEN = '123456:TEST-TOKEN-of-the-sandbox-bot'
export const BOT_ID = 123_456
const SECRETS = makeSecrets('a master key for tests, long enough')

export interface BotWorld {
  world: World
  telegram: Awaited<ReturnType<typeof startTelegram>>
  house: House
  doors: BotDoors
  /** Another start of the bot over the same data, as after a restart. */
  start: (more?: Partial<BotDoors>) => Promise<Awaited<ReturnType<typeof startBot>>>
  /** Puts updates straight into the inbox, as a webhook of another instance does. */
  deliver: (...updates: object[]) => Promise<void>
  /** What was written about tasks since the world was last arranged, oldest first. */
  taskEntries: () => WrittenEntry[]
  /** Waits until no update waits. */
  settled: (ms?: number) => Promise<void>
  /** A person with an account and a chat with the bot. */
  person: (name: string, more?: { locale?: 'ru' | 'en'; join?: boolean }) => Promise<Person>
  /** A person Telegram knows and we do not. */
  stranger: (name: string, locale?: 'ru' | 'en') => Person
}

/** A world with a sandbox Telegram and the real bot polling it, on the real clock. */
export async function makeBotWorld(
  options: { limits?: Partial<RunnerLimits>; registration?: 'open' } = {},
): Promise<BotWorld> {
  const world = await makeWorld()
  world.setTime(wallClock())
  const telegram = await startTelegram()
  telegram.addBot({ token: TOKEN, username: 'dela_bot', name: 'Dela' })
  const house: House = { ...world.house, now: wallClock }
  const doors: BotDoors = {
    telegram: { token: TOKEN, api_root: telegram.apiRoot, webhook_secret: undefined },
    house,
    secrets: SECRETS,
    settings: {
      web_base_url: 'http://localhost:8005',
      registration: options.registration ?? 'invite',
      access_token_minutes: 10,
      refresh_token_days: 14,
      bot_token: TOKEN,
    },
    log: makeLog('silent'),
    limits: { look_ms: 50, ...options.limits },
  }
  const running = new Set<{ stop: () => Promise<void> }>()
  onTestFinished(async () => {
    for (const bot of running) await bot.stop()
    await telegram.close()
  })
  let next_id = 700
  let next_update = 5_000_000
  const inbox = openInbox(house.database, BOT_ID)

  const stranger = (name: string, locale: 'ru' | 'en' = 'en') =>
    telegram.addUser({ id: ++next_id, first_name: name, username: name, language_code: locale })

  return {
    world,
    telegram,
    house,
    doors,
    stranger,
    taskEntries: () => world.journal().filter(({ kind }) => kind.startsWith('task_')),
    deliver: (...updates) =>
      inbox.keep(
        updates.map((update) => ({ update_id: ++next_update, ...update })),
        house.now(),
      ),
    settled: async (ms = 10_000) => {
      await expect.poll(() => countWaiting(house), { timeout: ms, interval: 20 }).toBe(0)
    },
    async start(more = {}) {
      const bot = await startBot({ ...doors, ...more })
      running.add(bot)
      return {
        ...bot,
        stop: async () => {
          running.delete(bot)
          await bot.stop()
        },
      }
    },
    async person(name, { locale = 'en', join = true } = {}) {
      const human = stranger(name, locale)
      const more = { telegram_id: human.user.id, locale }
      await (join ? world.join(name, 'member', more) : world.person(name, more))
      return human
    },
  }
}

async function countWaiting({ database }: House): Promise<number> {
  const row = await database.read
    .selectFrom('updates')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return row.count
}
