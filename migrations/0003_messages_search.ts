import type { Kysely } from 'kysely'
import { columnTypes, runEach } from '../backend/core/migration-kit.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await messages(db)
}

async function messages(db: Kysely<unknown>) {
  const { id, ref, int, text, time } = columnTypes(db)
  await runEach(
    db,
    `create table threads (
      id ${id}, kind ${text} not null check (kind in ('team', 'project', 'direct', 'task', 'client')), team_id ${ref} references teams (id),
      project_id ${ref} references projects (id), task_id ${ref} unique references tasks (id), client_id ${ref}, created_at ${time} not null)`,
    `create unique index threads_project on threads (project_id) where kind = 'project'`,
    `create unique index threads_team on threads (team_id) where kind = 'team'`,
    `create unique index threads_client on threads (client_id) where kind = 'client'`,
    `create table messages (
      id ${id}, thread_id ${ref} not null references threads (id), sender_id ${ref} not null references users (id), kind ${text} not null,
      content ${text} not null, reply_to_id ${ref} references messages (id), search ${text} not null, version ${int} not null default 1,
      created_at ${time} not null, edited_at ${time}, deleted_at ${time})`,
    `create index messages_thread on messages (thread_id, id) where deleted_at is null`,
    `create table message_mentions (
      message_id ${ref} not null references messages (id), user_id ${ref} not null references users (id), primary key (message_id, user_id))`,
    `create table message_reactions (
      message_id ${ref} not null references messages (id), user_id ${ref} not null references users (id), emoji ${text} not null, reacted_at ${time} not null,
      primary key (message_id, user_id, emoji))`,
    `create table message_versions (
      id ${id}, message_id ${ref} not null references messages (id), content ${text} not null, written_at ${time} not null)`,
    `create index message_versions_message on message_versions (message_id, id)`,
    `alter table tasks add column comment_count ${int} not null default 0`,
  )
}
