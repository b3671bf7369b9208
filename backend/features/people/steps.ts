import type { Writer } from '../../core/database.ts'
import { translate, type Locale } from '../../texts/texts.ts'
import { makeProject } from '../projects/steps.ts'
import { makeTeam } from '../teams/steps.ts'
import type { User } from './queries.ts'

export interface NewUser {
  name: string
  locale: Locale
  time_zone: string
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
