import { CompiledQuery, type Kysely } from 'kysely'
import { hashOf } from '../backend/core/chain.ts'
import { columnTypes, runEach } from '../backend/core/migration-kit.ts'
import type { EntriesTable } from '../backend/core/table.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { ref, int, text, time } = columnTypes(db)
  await runEach(
    db,
    `alter table columns add column color ${text}`,
    `alter table columns add column wip_mode ${text} not null default 'warn'`,
    `alter table columns add column version ${int} not null default 1`,

    `alter table projects add column lead_id ${ref} references users (id)`,
    `alter table projects add column start_date ${text}`,
    `alter table projects add column target_date ${text}`,
    `alter table projects add column color ${text}`,
    `alter table projects add column archived_at ${time}`,
    `alter table projects add column archived_from ${text}`,
    `update projects set archived_at = updated_at, archived_from = 'active' where status = 'archived'`,
    `drop view project_access`,
    `create view project_access as
      select p.id as project_id, p.team_id, m.user_id, m.role, pm.role as project_role, p.movers, p.archived_at
      from projects p
      join team_members m on m.team_id = p.team_id
      left join project_members pm on pm.project_id = p.id and pm.user_id = m.user_id
      where p.deleted_at is null
        and (m.role in ('admin', 'manager') or (m.role = 'member' and p.visibility = 'team') or pm.user_id is not null)`,
  )
  await runEach(
    db,
    `alter table entries add column hash ${text} not null default ''`,
    `alter table anchors add column hash ${text} not null default ''`,
    `create index entries_project on entries (project_id, seq) where project_id is not null`,
    `create index entries_actor on entries (actor_id, at)`,
  )
  await chainEntries(db)
}

/** What was written before there was a chain is chained as it stands. */
async function chainEntries(db: Kysely<unknown>) {
  const { engine } = columnTypes(db)
  const old = db as Kysely<{ entries: EntriesTable }>
  const rows = await old.selectFrom('entries').selectAll().orderBy('stream').orderBy('seq').execute()
  if (rows.length === 0) return
  const sqlite = engine === 'sqlite'
  const allow = sqlite ? 'drop trigger entries_no_update' : 'alter table entries disable trigger entries_append_only'
  const refuse = sqlite
    ? `create trigger entries_no_update before update on entries begin select raise(abort, 'the journal is append-only'); end`
    : 'alter table entries enable trigger entries_append_only'
  await db.executeQuery(CompiledQuery.raw(allow))
  let [stream, hash] = ['', '']
  for (const row of rows) {
    if (row.stream !== stream) [stream, hash] = [row.stream, '']
    hash = hashOf(hash, row)
    await old.updateTable('entries').set({ hash }).where('stream', '=', stream).where('seq', '=', row.seq).execute()
  }
  await db.executeQuery(CompiledQuery.raw(refuse))
}
