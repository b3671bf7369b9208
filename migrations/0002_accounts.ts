import type { Kysely } from 'kysely'
import { columnTypes, runEach } from '../backend/core/migration-kit.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { ref, text, time } = columnTypes(db)
  await runEach(
    db,
    `alter table users add column username ${text}`,
    `alter table users add column email ${text}`,
    `alter table users add column email_verified_at ${time}`,
    `create unique index users_username on users (username) where username is not null`,
    `create unique index users_email on users (email) where email is not null`,
    `create table passwords (
      user_id ${ref} primary key references users (id), hash ${text} not null, changed_at ${time} not null)`,
  )
}
