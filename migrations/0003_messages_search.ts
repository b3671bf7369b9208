import type { Kysely } from 'kysely'
import { columnTypes, runEach } from '../backend/core/migration-kit.ts'
import { searchText } from '../backend/core/search-text.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await messages(db)
  await search(db)
  await searchAnew(db)
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

/** Queries have groups, phrases and beginnings now: ("one" OR "tw"*) AND ("a" + "b"), on both engines. */
async function search(db: Kysely<unknown>) {
  const { engine } = columnTypes(db)
  if (engine === 'postgres') {
    await runEach(
      db,
      `create function read_query(wanted text) returns tsquery language sql immutable as $$
        select to_tsquery('simple', replace(replace(replace(replace(replace(wanted,
          '"*', ''':*'), '"', ''''), ' + ', ' <-> '), ' AND ', ' & '), ' OR ', ' | ')) $$`,
      `create or replace function task_search (wanted text) returns table (rowid bigint) language sql stable as $$
        select id from tasks where to_tsvector('simple', search) @@ read_query(wanted) $$`,
      `create index messages_search on messages using gin (to_tsvector('simple', search))`,
      `create function message_search (wanted text) returns table (rowid bigint) language sql stable as $$
        select id from messages where to_tsvector('simple', search) @@ read_query(wanted) $$`,
    )
    return
  }
  await runEach(
    db,
    `create virtual table message_search using fts5 (search, content='messages', content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='2 3')`,
    `create trigger message_search_insert after insert on messages begin insert into message_search (rowid, search) values (new.id, new.search); end`,
    `create trigger message_search_delete after delete on messages begin insert into message_search (message_search, rowid, search) values ('delete', old.id, old.search); end`,
    `create trigger message_search_update after update of search on messages when old.search is not new.search begin
      insert into message_search (message_search, rowid, search) values ('delete', old.id, old.search);
      insert into message_search (rowid, search) values (new.id, new.search); end`,
  )
}

type Before = {
  tasks: { id: number; title: string; description: string; search: string }
  labels: { id: number; name: string }
  task_labels: { task_id: number; label_id: number }
}
const BATCH = 500

/** What stands there already is found by its stems too. */
async function searchAnew(given: Kysely<unknown>) {
  const db = given.withTables<Before>()
  let after = 0
  for (;;) {
    const tasks = await db
      .selectFrom('tasks')
      .select(['id', 'title', 'description'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute()
    for (const { id, title, description } of tasks) {
      const labels = await db
        .selectFrom('task_labels')
        .innerJoin('labels', 'labels.id', 'task_labels.label_id')
        .select('labels.name')
        .where('task_labels.task_id', '=', id)
        .execute()
      const words = searchText(title, description, ...labels.map(({ name }) => name))
      await db.updateTable('tasks').set({ search: words }).where('id', '=', id).execute()
    }
    const last = tasks.at(-1)
    if (!last) return
    after = last.id
  }
}
