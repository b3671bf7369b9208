import type { Actor } from '../../core/actor.ts'
import { changesBetween } from '../../core/changes.ts'
import { makeContext, type House } from '../../core/context.ts'
import type { Streams } from '../../core/database.ts'
import { userUpdated } from './journal.ts'
import { ACCOUNTS, findUserByTelegram, streamsOfTelegram, type User } from './queries.ts'
import { makeOwnAccount } from './steps.ts'
import { ZONE_OF } from './values.ts'

interface Wish {
  name: string
  telegram_id: number | null
}

/** Makes a server administrator at the wish of whoever holds the machine: a new person, or the one with this Telegram id. */
export function createAdmin(house: House, { name, telegram_id }: Wish): Promise<User> {
  const at = house.now()
  const locale = /\p{Script=Cyrillic}/u.test(name) ? 'ru' : 'en'
  const user = {
    name,
    locale,
    time_zone: ZONE_OF[locale],
    telegram_id,
    telegram_username: null,
    server_admin_at: at,
  } as const
  const actor: Actor = { user_id: 0, name, locale, time_zone: user.time_zone, via: 'job', ip: null, user_agent: null }
  const streams: Streams = telegram_id === null ? () => Promise.resolve([ACCOUNTS]) : streamsOfTelegram(telegram_id)
  return makeContext(house, actor).mutate(streams, async (write) => {
    const known = telegram_id === null ? undefined : await findUserByTelegram(write, telegram_id)
    if (!known) return makeOwnAccount(write, { user, actor }, at)
    actor.user_id = known.id
    actor.name = known.name
    const server_admin_at = known.server_admin_at ?? at
    await write.updateTable('users').set({ server_admin_at }).where('id', '=', known.id).execute()
    return {
      entries: [userUpdated(known, changesBetween(known, { server_admin_at }))],
      result: { ...known, server_admin_at },
    }
  })
}
