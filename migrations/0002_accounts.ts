import type { Kysely } from 'kysely'
import { columnTypes, runEach } from '../backend/core/migration-kit.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { id, ref, int, text, time } = columnTypes(db)
  await runEach(
    db,
    `alter table users add column username ${text}`,
    `alter table users add column email ${text}`,
    `alter table users add column email_verified_at ${time}`,
    `create unique index users_username on users (username) where username is not null`,
    `create unique index users_email on users (email) where email is not null`,
    `create table passwords (
      user_id ${ref} primary key references users (id), hash ${text} not null, changed_at ${time} not null)`,
    `create table api_tokens (
      id ${id}, user_id ${ref} not null references users (id), name ${text} not null, scopes ${text} not null, hash ${text} not null unique,
      created_at ${time} not null, expires_at ${time} not null)`,
    `create index api_tokens_user on api_tokens (user_id)`,
    `create table api_token_uses (token_id ${ref} primary key, used_at ${time} not null, ip ${text})`,
    `create table service_tokens (
      id ${id}, name ${text} not null, hash ${text} not null unique, created_by ${ref} not null references users (id),
      created_at ${time} not null, expires_at ${time} not null)`,
    `create table service_token_uses (token_id ${ref} primary key, used_at ${time} not null, user_id ${ref} not null)`,
    `create table mails (
      id ${id}, kind ${text} not null, email ${text} not null, state ${text} not null, not_before ${time} not null, attempt ${int} not null default 0,
      leased_until ${time}, lease ${text}, reason ${text}, sent_at ${time}, created_at ${time} not null)`,
    `create index mails_waiting on mails (id) where state = 'waiting'`,
    `create table mail_tokens (
      hash ${text} primary key, user_id ${ref} not null references users (id), kind ${text} not null, email ${text} not null,
      created_at ${time} not null, expires_at ${time} not null, used_at ${time})`,
    `create index mail_tokens_user on mail_tokens (user_id)`,
  )
}
