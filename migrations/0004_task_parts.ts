import type { Kysely } from 'kysely'
import { runEach } from '../backend/core/migration-kit.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await runEach(db, `create index tasks_trash on tasks (deleted_at, id) where deleted_at is not null`)
}
