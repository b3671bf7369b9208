import type { Kysely } from 'kysely'
import { columnTypes, runEach } from '../backend/core/migration-kit.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { int, text } = columnTypes(db)
  await runEach(
    db,
    `alter table columns add column color ${text}`,
    `alter table columns add column wip_mode ${text} not null default 'warn'`,
    `alter table columns add column version ${int} not null default 1`,
  )
}
