import { demand } from '../../core/errors.ts'
import type { Access } from './queries.ts'

/** An archived project is only read, until it is restored. */
export function demandOpen({ archived_at }: Pick<Access, 'archived_at'>): void {
  demand(archived_at === null, 'project.archived')
}
