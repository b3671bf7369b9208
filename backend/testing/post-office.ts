import { setImmediate as breathe } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { makeMessenger } from '../../bot/notifications/messenger.ts'
import { startTelegram } from '../../sandbox/telegram/server.ts'
import type { Person, SandboxTelegram } from '../../sandbox/telegram/types.ts'
import { makeContext, type Context } from '../core/context.ts'
import { streams } from '../core/database.ts'
import { makeLog } from '../core/log.ts'
import type { DatabasePlace } from '../core/open-database.ts'
import { userUpdated } from '../features/people/journal.ts'
import { makeCourier, type Courier } from '../jobs/courier.ts'
import { notify } from '../jobs/notifier.ts'
import type { Messenger } from '../jobs/telegram-line.ts'
import type { World } from './world.ts'

export const BOT_TOKEN = '123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

export type PostOffice = Awaited<ReturnType<typeof openPostOffice>>

/** The notifier and a courier over a world, with a Telegram that goes by the world's clock: waiting passes at once. */
export async function openPostOffice(world: World) {
  const { house, database } = world
  const telegram = await startTelegram({ now: () => Date.parse(house.now()) })
  onTestFinished(() => telegram.close())
  telegram.addBot({ token: BOT_TOKEN, username: 'dela_bot', name: 'Dela' })
  const toasts: { user_id: number; toast: object }[] = []
  const shown: { acknowledge: () => boolean | Promise<boolean> } = { acknowledge: () => true }
  const states: string[] = []
  const clock = { now: 0 }

  function hire({ seconds = 2, db = database, through = (messenger: Messenger) => messenger } = {}): Courier {
    return makeCourier({
      house: { ...house, database: db },
      owner: crypto.randomUUID(),
      log: makeLog('silent'),
      toast: (user_id, toast) => {
        toasts.push({ user_id, toast })
        return Promise.resolve(shown.acknowledge())
      },
      messenger: through(
        makeMessenger({
          token: BOT_TOKEN,
          api_root: telegram.apiRoot,
          web_base_url: 'http://localhost:8005',
          opens_apps: true,
          seconds,
        }),
      ),
      clock: () => clock.now,
      sleep: async (ms) => {
        clock.now += ms
        world.wait(ms)
        await breathe()
      },
      onState: (state) => states.push(state),
    })
  }

  async function forget() {
    while (await notify(database, house.now));
    await database.record((write) => write.deleteFrom('outbox').execute())
    await database.record((write) => write.deleteFrom('notifications').execute())
  }

  const outbox = () => database.read.selectFrom('outbox').selectAll().orderBy('id').execute()
  const isEmpty = async () => {
    const waiting = database.read.selectFrom('outbox').select('id').where('state', '=', 'waiting').limit(1)
    return (await waiting.executeTakeFirst()) === undefined
  }

  return {
    telegram,
    toasts,
    shown,
    states,
    hire,
    outbox,
    async readJournal() {
      while (await notify(database, house.now));
    },
    /** Reads the journal and delivers until nothing waits. */
    async deliver(courier: Courier = hire()) {
      while (await notify(database, house.now));
      while (!(await isEmpty())) {
        const wait = await courier.pass()
        if (wait > 0) await courier.rest(wait)
      }
    },
    /** Nobody is told of what was before. */
    forget,
    async reach(who: Context, telegram_id: number) {
      const person = await reach(world, telegram, who, telegram_id)
      await forget()
      return person
    },
    /** A device of this person is on the screen, now. */
    async arrive({ actor }: Context) {
      const row = { socket: crypto.randomUUID(), user_id: actor.user_id, seen_at: house.now() }
      await database.record((write) => write.insertInto('presence').values(row).execute())
    },
  }
}

/** Lets the bot write to this person, who has opened a chat with it. */
export async function reach(
  world: World,
  telegram: SandboxTelegram,
  { actor, now }: Context,
  telegram_id: number,
): Promise<Person> {
  const user = { id: actor.user_id, name: actor.name }
  const person = telegram.addUser({ id: telegram_id, first_name: actor.name })
  await person.start()
  await makeContext(world.house, actor).mutate(streams(`user:${user.id}`), async (write) => {
    await write.updateTable('users').set({ telegram_id, bot_started_at: now() }).where('id', '=', user.id).execute()
    return { entries: [userUpdated(user, {})], result: undefined }
  })
  return person
}

/** Where the world's data is, as another thread needs to know it. */
export function placeOf({ place: { engine, file, url } }: World): DatabasePlace {
  return engine === 'sqlite' ? { engine, file: file ?? '' } : { engine, url }
}
