import type { Actor } from '../../core/actor.ts'
import { changesBetween } from '../../core/changes.ts'
import type { Change, Mutate, Reader, Writer } from '../../core/database.ts'
import { demand } from '../../core/errors.ts'
import type { TelegramUser } from '../../core/init-data.ts'
import { localeOf, translate, type Locale } from '../../texts/texts.ts'
import { makeProject } from '../projects/steps.ts'
import { makeTeam } from '../teams/steps.ts'
import { userCreated, userUpdated } from './journal.ts'
import { findUserByTelegram, mayOpenAccount, streamsOfTelegram, type User } from './queries.ts'
import { NAME_LENGTH, ZONE_OF } from './values.ts'

export interface NewUser {
  name: string
  locale: Locale
  time_zone: string
  username?: string
  email?: string
  telegram_id: number | null
  telegram_username: string | null
  server_admin_at: string | null
}

/** A person with the personal team, project and board that everybody has from the start. */
export async function makeUser(write: Writer, user: NewUser, at: string): Promise<User> {
  const { locale } = user
  const row = await write
    .insertInto('users')
    .values({
      ...user,
      bot_started_at: null,
      bot_blocked_at: null,
      digest_hour: null,
      quiet_hours: null,
      created_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const name = translate(locale, 'personal-team-name')
  const team = await makeTeam(write, { name, created_by: row.id, personal_of: row.id }, at)
  const project = {
    team_id: team.id,
    name,
    client: null,
    description: '',
    status: 'active',
    visibility: 'team',
    movers: 'everyone',
    created_by: row.id,
  } as const
  await makeProject(write, project, { at, locale })
  return row
}

/** Refuses a username that somebody else has; the stream of accounts is held. */
export async function demandFreeUsername(write: Writer, username: string, user_id: number): Promise<void> {
  const other = await write
    .selectFrom('users')
    .select('id')
    .where('username', '=', username)
    .where('id', '!=', user_id)
    .executeTakeFirst()
  demand(other === undefined, 'user.username_taken', { errors: [{ path: 'username', message: 'is taken' }] })
}

interface Reception {
  read: Reader
  now: () => string
  mutateAs: (actor: Actor) => Mutate
}

interface Arrival {
  person: TelegramUser
  registration: 'invite' | 'open'
  /** Opens an account where registration is by invitation. */
  invite_token: string | undefined
  time_zone?: string | undefined
  origin: Pick<Actor, 'via' | 'ip' | 'user_agent'>
}

/** The account of somebody whom Telegram vouches for, made now if it may be; their current @name is kept. */
export async function receiveFromTelegram(reception: Reception, arrival: Arrival): Promise<User | undefined> {
  const { person } = arrival
  const known = await findUserByTelegram(reception.read, person.id)
  if (known && known.telegram_username === (person.username ?? null)) return known
  const { now, read } = reception
  if (!known && !(await mayOpenAccount(read, arrival, now()))) return undefined
  const user = newUser(arrival)
  const { name, locale, time_zone } = known ?? user
  const actor: Actor = { user_id: known?.id ?? 0, name, locale, time_zone, ...arrival.origin }
  return reception.mutateAs(actor)(streamsOfTelegram(person.id), async (write) => {
    const held = await findUserByTelegram(write, person.id)
    return held ? renameInTelegram(write, held, user.telegram_username) : makeOwnAccount(write, { user, actor }, now())
  })
}

/** An account that its own person makes: the journal names them, as soon as they have an id. */
export async function makeOwnAccount(
  write: Writer,
  { user, actor }: { user: NewUser; actor: Actor },
  at: string,
): Promise<Change<User>> {
  const made = await makeUser(write, user, at)
  actor.user_id = made.id
  return { entries: [userCreated(made)], result: made }
}

async function renameInTelegram(write: Writer, user: User, telegram_username: string | null): Promise<Change<User>> {
  await write.updateTable('users').set({ telegram_username }).where('id', '=', user.id).execute()
  return {
    entries: [userUpdated(user, changesBetween(user, { telegram_username }))],
    result: { ...user, telegram_username },
  }
}

function newUser({ person, time_zone }: Arrival): NewUser {
  const locale = localeOf(person.language_code)
  const name = [person.first_name, person.last_name].join(' ').trim().slice(0, NAME_LENGTH)
  return {
    name: name || person.username || String(person.id),
    locale,
    time_zone: time_zone ?? ZONE_OF[locale],
    telegram_id: person.id,
    telegram_username: person.username ?? null,
    server_admin_at: null,
  }
}
