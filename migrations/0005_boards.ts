import type { Kysely } from 'kysely'
import { columnTypes, runEach } from '../backend/core/migration-kit.ts'

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
}
