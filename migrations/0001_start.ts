import type { Kysely } from 'kysely'
import { columnTypes, runEach } from '../backend/core/migration-kit.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { id, ref, int, text, ordered, time } = columnTypes(db)
  await runEach(
    db,
    `create table streams (name ${ordered} primary key, seq ${int} not null)`,
    `create table entries (
      stream ${ordered} not null references streams (name), seq ${int} not null, at ${time} not null, actor_id ${ref} not null, via ${text} not null,
      kind ${text} not null, audience ${text} not null, team_id ${ref}, project_id ${ref}, task_id ${ref}, user_id ${ref}, body ${text} not null,
      primary key (stream, seq))`,
    `create index entries_task on entries (task_id, at) where task_id is not null`,
    `create index entries_person on entries (user_id, kind) where user_id is not null`,
    `create table entry_origins (stream ${ordered} not null, seq ${int} not null, ip ${text}, user_agent ${text}, primary key (stream, seq))`,
    `create table anchors (stream ${ordered} primary key, seq ${int} not null)`,
    `create table requests (
      actor_id ${ref} not null, door ${text} not null, request_id ${text} not null, digest ${text} not null, result ${text} not null, created_at ${time} not null,
      constraint requests_pkey primary key (actor_id, door, request_id))`,
    `create index requests_age on requests (created_at)`,

    `create table users (
      id ${id}, name ${text} not null, locale ${text} not null, time_zone ${text} not null, telegram_id ${ref} unique, telegram_username ${text},
      bot_started_at ${time}, bot_blocked_at ${time}, server_admin_at ${time}, digest_hour ${int}, quiet_hours ${text}, created_at ${time} not null)`,
    `create table teams (
      id ${id}, name ${text} not null, personal_of ${ref} unique references users (id), created_by ${ref} not null references users (id),
      version ${int} not null default 1, created_at ${time} not null, updated_at ${time} not null)`,
    `create table team_members (
      team_id ${ref} not null references teams (id), user_id ${ref} not null references users (id), role ${text} not null, joined_at ${time} not null,
      primary key (team_id, user_id))`,
    `create index team_members_user on team_members (user_id, team_id)`,
    `create table invites (
      id ${id}, team_id ${ref} not null references teams (id), hash ${text} not null unique, role ${text} not null, created_by ${ref} not null references users (id),
      uses ${int} not null, uses_left ${int} not null, created_at ${time} not null, expires_at ${time} not null)`,
    `create table projects (
      id ${id}, team_id ${ref} not null references teams (id), name ${text} not null, client ${text}, description ${text} not null, status ${text} not null,
      visibility ${text} not null, movers ${text} not null, version ${int} not null default 1, created_by ${ref} not null references users (id),
      created_at ${time} not null, updated_at ${time} not null, deleted_at ${time})`,
    `create index projects_team on projects (team_id)`,
    `create table project_members (
      project_id ${ref} not null references projects (id), user_id ${ref} not null references users (id), role ${text} not null, joined_at ${time} not null,
      primary key (project_id, user_id))`,
    `create index project_members_user on project_members (user_id, project_id)`,
    `create view project_access as
      select p.id as project_id, p.team_id, m.user_id, m.role, pm.role as project_role, p.movers
      from projects p
      join team_members m on m.team_id = p.team_id
      left join project_members pm on pm.project_id = p.id and pm.user_id = m.user_id
      where p.deleted_at is null
        and (m.role in ('admin', 'manager') or (m.role = 'member' and p.visibility = 'team') or pm.user_id is not null)`,
    `create table boards (
      id ${id}, project_id ${ref} not null references projects (id), team_id ${ref} not null references teams (id), name ${text} not null, position ${ordered} not null,
      counter ${int} not null default 1, version ${int} not null default 1, created_at ${time} not null, updated_at ${time} not null, deleted_at ${time})`,
    `create index boards_project on boards (project_id)`,
    `create table columns (
      id ${id}, board_id ${ref} not null references boards (id), name ${text} not null, status ${text} not null, position ${ordered} not null, wip_limit ${int},
      created_at ${time} not null, deleted_at ${time})`,
    `create index columns_board on columns (board_id)`,
    `create table tasks (
      id ${id}, team_id ${ref} not null references teams (id), project_id ${ref} not null references projects (id), board_id ${ref} not null references boards (id),
      column_id ${ref} not null references columns (id), position ${ordered} not null, title ${text} not null, description ${text} not null, status ${text} not null,
      priority ${text} not null, parent_id ${ref} references tasks (id), creator_id ${ref} not null references users (id), start_at ${time}, due_at ${time},
      done_at ${time}, snoozed_until ${time}, snooze_reason ${text}, overdue_at ${time}, estimate_minutes ${int}, search ${text} not null,
      version ${int} not null default 1, created_at ${time} not null, updated_at ${time} not null, deleted_at ${time})`,
    `create index tasks_board on tasks (board_id, column_id, position) where deleted_at is null`,
    `create index tasks_project on tasks (project_id, id) where deleted_at is null`,
    `create index tasks_due on tasks (due_at) where deleted_at is null and done_at is null`,
    `create index tasks_unmarked on tasks (due_at) where overdue_at is null and done_at is null and deleted_at is null`,
    `create index tasks_snoozed on tasks (snoozed_until) where snoozed_until is not null`,
    `create index tasks_parent on tasks (parent_id) where parent_id is not null`,
    `create table task_assignees (
      task_id ${ref} not null references tasks (id), user_id ${ref} not null references users (id), assigned_at ${time} not null,
      primary key (task_id, user_id))`,
    `create index task_assignees_user on task_assignees (user_id, task_id)`,
    `create table labels (
      id ${id}, project_id ${ref} not null references projects (id), name ${text} not null, color ${text} not null, created_at ${time} not null,
      unique (project_id, name))`,
    `create table task_labels (
      task_id ${ref} not null references tasks (id), label_id ${ref} not null references labels (id), primary key (task_id, label_id))`,
    `create index task_labels_label on task_labels (label_id, task_id)`,
    `create table reminders (
      id ${id}, task_id ${ref} not null references tasks (id), user_id ${ref} not null references users (id), origin ${text} not null, minutes_before ${int},
      remind_at ${time} not null, fired_at ${time}, created_by ${ref} not null references users (id), created_at ${time} not null,
      unique (task_id, user_id, remind_at))`,
    `create index reminders_due on reminders (remind_at) where fired_at is null`,

    `create table sessions (
      id ${id}, user_id ${ref} not null references users (id), via ${text} not null, device_id ${text}, ip ${text}, user_agent ${text},
      created_at ${time} not null, seen_at ${time} not null, expires_at ${time} not null, ended_at ${time})`,
    `create index sessions_user on sessions (user_id)`,
    `create table refresh_tokens (
      hash ${text} primary key, session_id ${ref} not null references sessions (id), created_at ${time} not null, expires_at ${time} not null,
      replaced_at ${time}, successor ${text})`,
    `create index refresh_tokens_session on refresh_tokens (session_id)`,
    `create table login_links (
      hash ${text} primary key, user_id ${ref} references users (id), created_at ${time} not null, expires_at ${time} not null, used_at ${time})`,
    `create index login_links_user on login_links (user_id)`,
    `create table init_data_uses (hash ${text} primary key, session_id ${ref} not null references sessions (id), expires_at ${time} not null)`,
    `create table limits (key ${text} primary key, count ${int} not null, resets_at ${time} not null)`,
    `create table presence (socket ${text} primary key, user_id ${ref} not null references users (id), seen_at ${time} not null)`,
    `create index presence_user on presence (user_id, seen_at)`,
    `create table notifications (
      id ${id}, user_id ${ref} not null references users (id), kind ${text} not null, stream ${ordered} not null, seq ${int} not null, actor_id ${ref} not null,
      task_id ${ref}, team_id ${ref}, args ${text} not null, created_at ${time} not null, unique (user_id, stream, seq))`,
    `create index notifications_user on notifications (user_id, id)`,
    `create table notification_reads (
      user_id ${ref} not null references users (id), notification_id ${ref} not null, read_at ${time} not null, primary key (user_id, notification_id))`,
    `create table cursors (name ${text} not null, stream ${ordered} not null, seq ${int} not null, primary key (name, stream))`,
    `create table leases (name ${text} primary key, owner ${text} not null, until ${time} not null)`,
    `create table outbox (
      id ${id}, key ${text} not null unique, user_id ${ref} not null references users (id), kind ${text} not null, task_id ${ref}, team_id ${ref}, args ${text} not null,
      state ${text} not null, not_before ${time} not null, attempt ${int} not null default 0, leased_until ${time}, lease ${text}, toasted_at ${time}, sent_at ${time},
      sent_by ${text}, reason ${text}, created_at ${time} not null)`,
    `create index outbox_waiting on outbox (user_id, id) where state = 'waiting'`,
    `create table updates (
      bot_id ${ref} not null, update_id ${ref} not null, chat ${text} not null, body ${text} not null, state ${text} not null, attempt ${int} not null default 0,
      leased_until ${time}, lease ${text}, error ${text}, received_at ${time} not null, primary key (bot_id, update_id))`,
    `create index updates_waiting on updates (bot_id, chat, update_id) where state = 'waiting'`,
    `create table bot_state (
      bot_id ${ref} not null, kind ${text} not null, key ${text} not null, value ${text} not null, updated_at ${time} not null, primary key (bot_id, kind, key))`,
  )
  await appendOnly(db)
  await search(db)
}

/** Entries are written once; only what lies below a stream's anchor may be cut. */
async function appendOnly(db: Kysely<unknown>) {
  const uncut = 'not exists (select 1 from anchors a where a.stream = old.stream and a.seq >= old.seq)'
  const { engine } = columnTypes(db)
  if (engine === 'sqlite') {
    await runEach(
      db,
      `create trigger entries_no_update before update on entries begin select raise(abort, 'the journal is append-only'); end`,
      `create trigger entries_no_delete before delete on entries when ${uncut} begin select raise(abort, 'the journal is append-only'); end`,
    )
    return
  }
  await runEach(
    db,
    `create function refuse_journal_change() returns trigger language plpgsql as $$ begin
      if tg_op = 'DELETE' then if not (${uncut}) then return old; end if; end if;
      raise exception 'the journal is append-only'; end $$`,
    `create trigger entries_append_only before update or delete on entries for each row execute function refuse_journal_change()`,
    `create trigger entries_no_truncate before truncate on entries for each statement execute function refuse_journal_change()`,
  )
}

/** One column of plain words, the same on both engines, with each engine's own index over it. */
async function search(db: Kysely<unknown>) {
  const { engine } = columnTypes(db)
  if (engine === 'postgres') {
    await runEach(
      db,
      `create index tasks_search on tasks using gin (to_tsvector('simple', search))`,
      // Spoken to as FTS5 is ("one" "tw"*), so that one query serves both engines.
      `create function task_search (wanted text) returns table (rowid bigint) language sql stable as $$
        select id from tasks where to_tsvector('simple', search)
          @@ to_tsquery('simple', replace(replace(replace(wanted, '" "', ''' & '''), '"*', ''':*'), '"', '''')) $$`,
      `create table socket_io_attachments (id bigserial unique, created_at timestamptz default now(), payload bytea)`,
    )
    return
  }
  await runEach(
    db,
    `create virtual table task_search using fts5 (search, content='tasks', content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='2 3')`,
    `create trigger task_search_insert after insert on tasks begin insert into task_search (rowid, search) values (new.id, new.search); end`,
    `create trigger task_search_delete after delete on tasks begin insert into task_search (task_search, rowid, search) values ('delete', old.id, old.search); end`,
    `create trigger task_search_update after update of search on tasks when old.search is not new.search begin
      insert into task_search (task_search, rowid, search) values ('delete', old.id, old.search);
      insert into task_search (rowid, search) values (new.id, new.search); end`,
  )
}
